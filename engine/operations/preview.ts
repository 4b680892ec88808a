import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import { withSession } from '../migrations/locked-session.ts'
import { databaseLane } from '../postgres/lane.ts'
import { keepInScript } from '../preview/keep-in-script.ts'
import { lintTexts } from '../preview/lint-texts.ts'
import type { KeptPreview, Previews } from '../preview/previews.ts'
import { proofsNow } from '../preview/proofs-now.ts'
import { runPreview } from '../preview/run-preview.ts'
import type { PreviewRequest } from '../preview/run/preview-run.ts'
import { dropShadows, listShadows } from '../preview/shadow/abandoned.ts'
import { findBlockers, wantedLocks } from '../preview/target/blockers.ts'
import { CurrentSchemas } from '../schema/current-schema.ts'
import { ddlFor } from '../schema/pages/ddl.ts'

export function previewOperations(engine: Engine, previews: Previews): Handlers<'preview'> {
  const current = new CurrentSchemas(engine)
  const find = (env: string) => engine.environments.get(env)
  return {
    run: ({ env, confirm, ...request }) => {
      const environment = find(env)
      checkTarget(environment, request, confirm)
      const input = { env, ...request, drafts: request.drafts.map(({ script }) => script) }
      // On the target it takes locks, as migrating does.
      const lane = request.mode === 'target' ? databaseLane(environment) : undefined
      return engine.jobs.start({ operation: 'preview.run', env: environment.name, input, lane }, (job) => runPreview(engine, previews, environment, request, job))
    },
    show: ({ preview }) => previews.get(preview).preview,
    object: ({ preview, script, id }) => objectOf(previews.get(preview), script, id),
    blockers: ({ preview }) => {
      const kept = previews.get(preview)
      return withSession(engine, engine.environments.get(kept.envId), (client) => findBlockers(client, wantedLocks(kept.preview.migrations, kept.before)))
    },
    lint: ({ env, ...request }) => lintTexts(engine, find(env), request, previews),
    keep: ({ env, ...request }) => keepInScript(find(env), request, { previews, current }),
    proofs: async ({ env }) => ({ proofs: await proofsNow(engine, find(env), current) }),
    shadows: async ({ env }) => ({ shadows: await listShadows(engine, find(env), AbortSignal.timeout(reachMs)) }),
    dropShadows: async ({ env }) => ({ dropped: await dropShadows(engine, find(env), AbortSignal.timeout(reachMs)) }),
  }
}

const reachMs = 30_000

/** Locks that are rolled back are locks all the same. */
function checkTarget(environment: Environment, { mode }: Pick<PreviewRequest, 'mode'>, confirm: string | undefined): void {
  if (mode !== 'target' || environment.class !== 'production' || confirm === environment.name) return
  const help = 'It takes its locks and gives them back when it is rolled back; others wait meanwhile. Type the name of the environment to run it there all the same, or preview on a shadow.'
  throw new AppError('confirmation_required', { env: environment.name }, { where: { field: 'confirm' }, help })
}

function objectOf({ before, after, steps }: KeptPreview, script: string | undefined, id: string): { before: string | null; after: string | null } {
  const step = script === undefined ? { before, after } : steps.get(script)
  if (!step) throw new AppError('not_found', { what: 'migration in this preview', name: script ?? '' })
  const [was, is] = [ddlIn(step.before, id), ddlIn(step.after, id)]
  if (was === null && is === null) throw new AppError('not_found', { what: 'object', name: id })
  return { before: was, after: is }
}

function ddlIn(snapshot: Snapshot, id: string): string | null {
  return snapshot.has(id) ? ddlFor(snapshot, [id], false).sql : null
}
