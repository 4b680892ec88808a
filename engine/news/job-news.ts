import type { Job } from '#shared/contract/jobs.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import type { NewsItem } from './news.ts'

type Told = Pick<NewsItem, 'kind' | 'text' | 'facts'>

const failed: readonly Job['state'][] = ['failed', 'interrupted', 'unknown']

/** What others may want to hear of a job that has ended; undefined of most. A job that somebody cancelled is no news. */
export function newsOfJob(job: Job, env: { id: string; name: string }, by: string): NewsItem | undefined {
  const told = tellers[job.operation]?.(job, env.name)
  return told && { ...told, envId: env.id, env: env.name, at: job.endedAt ?? new Date().toISOString(), by, jobId: job.id }
}

const tellers: Readonly<Record<string, (job: Job, env: string) => Told | undefined>> = {
  'migrations.apply': (job, env) => ofRun(job, env, 'Migrating'),
  'migrations.undo': (job, env) => ofRun(job, env, 'Undoing migrations'),
  'rollback.run': (job, env) => (job.state === 'succeeded' ? { kind: 'migration_finished', text: `The way back of ${env} is done.`, facts: {} } : migrationFailed(job, env, 'The way back')),
  'backups.create': (job, env) => (failed.includes(job.state) ? { kind: 'backup_failed', text: `The backup of ${env} failed: ${problemOf(job)}`, facts: problemFacts(job) } : undefined),
  'backups.verify': (job, env) => ofRehearsal(job, env),
}

function ofRun(job: Job, env: string, what: string): Told | undefined {
  if (job.state !== 'succeeded') return migrationFailed(job, env, what)
  const { migrations, from, to, direction } = job.result as RunResult
  const count = migrations.length
  const done = count === 0 ? 'Nothing was pending' : `${count} ${count === 1 ? 'migration' : 'migrations'} ${direction === 'up' ? 'applied' : 'undone'}`
  return { kind: 'migration_finished', text: `${done} on ${env}${to === null ? '' : `, which is at version ${to}`}.`, facts: { migrations: count, from, version: to, direction } }
}

function migrationFailed(job: Job, env: string, what: string): Told | undefined {
  return failed.includes(job.state) ? { kind: 'migration_failed', text: `${what} of ${env} ${stateWords[job.state] ?? 'failed'}: ${problemOf(job)}`, facts: problemFacts(job) } : undefined
}

const stateWords: Partial<Record<Job['state'], string>> = { unknown: 'has an unknown outcome', interrupted: 'was interrupted' }

/** A rehearsal that found differences has succeeded as a job and failed as a rehearsal. */
function ofRehearsal(job: Job, env: string): Told | undefined {
  if (failed.includes(job.state)) return { kind: 'rehearsal_failed', text: `The rehearsal of a backup of ${env} failed: ${problemOf(job)}`, facts: problemFacts(job) }
  const result = job.result as { outcome?: string; backup?: string } | undefined
  if (job.state !== 'succeeded' || result?.outcome !== 'differs') return undefined
  return { kind: 'rehearsal_failed', text: `The rehearsal of a backup of ${env} found differences: what was restored is not what the backup says.`, facts: { backup: result.backup ?? null } }
}

function problemOf({ error }: Job): string {
  return error?.message ?? 'no reason is known'
}

function problemFacts({ error }: Job): NewsItem['facts'] {
  return { code: error?.code ?? null, problem: error?.message ?? null }
}
