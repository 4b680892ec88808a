import type { Environment } from '#shared/contract/environments.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import type { RollbackLoss, RollbackPlan, RollbackResult, RollbackWay } from '#shared/contract/rollback.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { consentOf, environmentOf, resultOf, type DescribedCall } from './call.ts'

interface Asked {
  environment?: string | undefined
  confirm?: string | undefined
  reason?: string | undefined
  confirmationToken?: string | undefined
}

interface Message {
  message: string
}

/** Applies what is pending; the confirmation, its token and the journal are those of `migrations.apply`. */
export async function migrate(call: DescribedCall, asked: Asked & { createBackup: boolean; confirmedBy?: string }): Promise<Message> {
  const environment = await environmentOf(call, asked.environment)
  const reason = asked.confirmedBy === undefined ? asked.reason : `${asked.reason} (confirmed by ${asked.confirmedBy})`
  const started = await refusedWithHelp(environment, () => call.client.migrations.apply({ env: environment.id, backup: asked.createBackup, ...consentOf({ ...asked, reason }) }))
  const result = await resultOf<RunResult>(call, started)
  return { message: await migratedWords(call, environment, result) }
}

async function migratedWords({ client, names }: DescribedCall, { name, class: environmentClass }: Environment, { migrations, to, backup }: RunResult): Promise<string> {
  if (migrations.length === 0) return `Nothing to migrate: ${name} is at ${versionWords(to)}. 0 migrations run.`
  const run = `${name} was migrated to ${versionWords(to)}: ${count(migrations.length, 'migration')} run.`
  if (!backup) return `${run} No backup was made.${environmentClass === 'production' ? ' Warning: a production environment should be backed up first.' : ''}`
  const { manifest } = await client.backups.show({ backup: backup.id })
  return `${run} Backup: ${(await names.name(manifest, to)).id}.`
}

/** A caller of the described API does not know the fields of the contract. */
async function refusedWithHelp<T>({ name }: Environment, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code
    if (code !== 'confirmation_required' && code !== 'reason_required') throw thrown
    throw new AppError(code, { env: name }, { state: 'Nothing was changed.', help: 'POST /api/database/migration/generate-token, then migrate-with-confirmation with that token; or add ?confirm=NAME&reason=WHY.' })
  }
}

/** Really goes back, by the best way there is; undos that are missing are written and tried in a shadow first. */
export async function rollBack(call: DescribedCall, asked: Asked & { targetVersion: string }): Promise<Message> {
  const environment = await environmentOf(call, asked.environment)
  const point = { env: environment.id, version: asked.targetVersion }
  const plan = await plannedBack(call, point)
  const way = plan.ways[0]
  if (plan.nothing || !way) return { message: `Nothing to roll back: ${environment.name} is at ${versionWords(plan.now.highest)}.` }
  const started = await refusedWithHelp(environment, () => call.client.rollback.run({ ...point, way: way.id, planFingerprint: way.fingerprint, ...consentOf(asked) }))
  const result = await resultOf<RollbackResult>(call, started)
  return { message: [`${environment.name} was rolled back from ${versionWords(plan.now.highest)} to ${versionWords(result.version)}`, howWords(way, result), outcomeWords(result), lossWords(way)].filter(Boolean).join(' ') }
}

async function plannedBack(call: DescribedCall, point: { env: string; version: string }): Promise<RollbackPlan> {
  const plan = await call.client.rollback.plan(point)
  const best = plan.ways[0]
  if (best?.possible !== 'after_preview') return plan
  await resultOf(call, await call.client.rollback.preview({ ...point, way: best.id }))
  return call.client.rollback.plan(point)
}

const ways: Record<RollbackWay['id'], string> = { scripts: 'by undo scripts', mixed: 'by a backup made later and undo scripts', restore: 'by restoring a backup and migrating up to that version' }

function howWords({ id, backup, steps }: RollbackWay, { backup: safety, forward }: RollbackResult): string {
  const scripts = steps.flatMap(({ script }) => (script === null ? [] : [script]))
  const how = `${ways[id]}${backup ? ` (backup ${backup.id})` : ''}${scripts.length > 0 ? `: ${scripts.join(', ')}` : ''}.`
  const kept = [safety && `A backup of what was there before is ${safety.id}.`, forward.database && `The database that was replaced is kept as ${forward.database}.`]
  return [how, ...kept].filter(Boolean).join(' ')
}

function outcomeWords({ outcome, differences }: RollbackResult): string {
  if (outcome === 'reached') return 'The schema is what it was then.'
  return outcome === 'unknown' ? 'What the schema was then is not known, so it could not be compared.' : `The schema differs from what it was then: ${differences.slice(0, 5).join(' ')}`
}

function lossWords({ losses, steps }: RollbackWay): string {
  const sentences = [...steps.flatMap(({ loses }) => loses), ...losses.map(lossSentence)]
  return sentences.length === 0 ? '' : `Not brought back: ${sentences.join(' ')}`
}

function lossSentence({ relation, columns, kind, rows }: RollbackLoss): string {
  const what = columns.length > 0 ? `${relation} (${columns.join(', ')})` : relation
  const many = rows === null ? 'a number of rows that is not known' : count(rows, 'row')
  return kind === 'dropped' ? `${what}: ${many} of dropped data.` : `${what}: ${many} written since the backup.`
}

export async function generateToken(call: DescribedCall, { environment: asked }: { environment?: string | undefined }): Promise<{ token: string; validityMinutes: string }> {
  const environment = await environmentOf(call, asked)
  const { token } = await call.client.confirmations.create({ env: environment.id, operation: 'migrations.apply', reason: 'Token by generate-token', form: 'uuid' })
  return { token, validityMinutes: String(environment.policies.confirmationMinutes) }
}

export async function validateToken(call: DescribedCall, { environment: asked, token }: { environment?: string | undefined; token: string }): Promise<{ valid: boolean }> {
  const { valid } = await call.client.confirmations.check({ env: (await environmentOf(call, asked)).id, token })
  return { valid }
}

function versionWords(version: string | null): string {
  return version === null ? 'no version' : `version ${version}`
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
