import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { setBaseline } from '../migrations/baseline.ts'
import { createMigration, proposeMigration } from '../migrations/files/propose.ts'
import { saveMigration } from '../migrations/files/save.ts'
import { obstacles, type Direction } from '../migrations/check-runnable.ts'
import { confirmOperation } from '../confirmations/confirm-operation.ts'
import { checkConfirmation, type ConfirmInput, type Consent } from '../migrations/confirmation.ts'
import { readFileView } from '../migrations/file.ts'
import { withSession } from '../migrations/locked-session.ts'
import { makePlan } from '../migrations/plan.ts'
import { repairHistory } from '../migrations/repair.ts'
import { runMigrations, type BackupTools, type RunRequest } from '../migrations/run/run-migrations.ts'
import { readSituation } from '../migrations/situation.ts'
import { readStatus } from '../migrations/status.ts'
import { databaseLane } from '../postgres/lane.ts'
import { keepAfterMigrating } from '../schema/after-migrating.ts'
import { schemaBefore } from '../timeline/drift/before-run.ts'

type RunInput = Omit<RunRequest, 'direction' | 'lockPatienceMs' | 'consent' | 'schemaBefore'> & ConfirmInput & { env: string }

const operations = { up: 'migrations.apply', down: 'migrations.undo' } as const

/** Starts a run with the consent to it. */
export function startMigrations(engine: Engine, tools: BackupTools, environment: Environment, { direction, ...asked }: Omit<RunRequest, 'consent' | 'schemaBefore'>, consent: Consent) {
  const request = { ...asked, reason: consent.reason, planFingerprint: consent.plan }
  const started = { operation: operations[direction], by: personText(engine.actor), env: environment.name, input: { env: environment.name, ...request }, lane: request.override === undefined ? databaseLane(environment) : undefined }
  return engine.jobs.start(started, async (job) => {
    const before = await schemaBefore(engine, environment, job)
    const result = await runMigrations(engine, tools, environment, { direction, ...request, consent, schemaBefore: before }, job)
    await keepAfterMigrating(engine, environment, result, job)
    return result
  })
}

export function migrationsOperations(engine: Engine, tools: BackupTools): Handlers<'migrations'> {
  const reading = <T>(env: string, work: (client: pg.Client, environment: Environment) => Promise<T>): Promise<T> => {
    const environment = engine.environments.get(env)
    return withSession(engine, environment, (client) => work(client, environment))
  }
  const run = async (direction: Direction, { env, confirm, confirmation, ...asked }: RunInput) => {
    const environment = engine.environments.get(env)
    const consent = await checkConfirmation(environment, { confirm, confirmation, reason: asked.reason }, { engine, operation: operations[direction], plan: asked.planFingerprint })
    return startMigrations(engine, tools, environment, { direction, ...asked }, consent)
  }
  return {
    status: ({ env }) => reading(env, readStatus),
    validate: ({ env }) =>
      reading(env, async (client, environment) => {
        const situation = await readSituation(client, environment)
        return { ok: obstacles(situation, 'up').length === 0, diagnostics: situation.diagnostics }
      }),
    plan: ({ env, direction, to }) =>
      reading(env, async (client, environment) => {
        const plan = await makePlan(client, environment, { direction, to })
        return { ...plan, backup: await plannedBackup(engine, tools, environment, plan.steps.length) }
      }),
    file: ({ env, script }) => reading(env, (client, environment) => readFileView(client, environment, script)),
    propose: ({ env, description, category }) => proposeMigration(engine.environments.get(env), description, category),
    create: ({ env, ...request }) => createMigration(engine.environments.get(env), request),
    save: async ({ env, ...request }) => {
      const environment = engine.environments.get(env)
      if (!request.force) await refuseApplied(engine, environment, request.script)
      return saveMigration(environment, request)
    },
    apply: (input) => run('up', input),
    undo: (input) => run('down', input),
    baseline: async ({ env, version, description, ...input }) => {
      const environment = engine.environments.get(env)
      const reason = await confirmOperation(engine, environment, input, { operation: 'migrations.baseline', plan: version })
      return setBaseline(engine, environment, { version, description, reason })
    },
    repair: async ({ env, ...input }) => {
      const environment = engine.environments.get(env)
      return repairHistory(engine, environment, await confirmOperation(engine, environment, input, { operation: 'migrations.repair', plan: '' }))
    },
  }
}

/** A database that cannot be reached keeps nobody from writing files. */
async function refuseApplied(engine: Engine, environment: Environment, script: string): Promise<void> {
  const status = await withSession(engine, environment, (client) => readStatus(client, environment)).catch(() => undefined)
  const row = status?.migrations.find((one) => one.script === script)
  if (row?.kind === 'versioned' && row.applied?.success === true && row.state !== 'undone') throw new AppError('already_applied', { file: script }, { state: 'The file is as it was.' })
}

async function plannedBackup(engine: Engine, { checkBackup }: BackupTools, environment: Environment, steps: number) {
  if (!environment.policies.backupBeforeMigrating || steps === 0) return { planned: false }
  const { ok, message, help } = await checkBackup(engine, environment)
  return ok ? { planned: true } : { planned: true, problem: message, ...(help && { help }) }
}
