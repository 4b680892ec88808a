import type { JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { ChainReport, TimelineEvent, TimelineState } from '#shared/contract/timeline.ts'
import type { FakeData } from './data.ts'

interface World {
  data: FakeData
  jobs: JobRunner
  moody: () => Promise<void>
  isDown: (environment: Environment) => boolean
  unreachable: (id: string) => AppError
  /** `compare.run` of the fake. */
  compare: Handlers<'compare'>['run']
}

export function fakeTimeline({ data, moody, isDown, unreachable, compare }: World): Handlers<'timeline'> {
  return {
    list: async ({ before, limit, ...choice }) => {
      await moody()
      const wanted = chosen(data, choice)
      const rest = before === undefined ? wanted : wanted.slice(wanted.findIndex(({ id }) => id === before) + 1)
      const down = data.environments.filter(isDown)
      return { events: rest.slice(0, limit), more: rest.length > limit, unreachable: down.map(({ id }) => ({ env: id, error: unreachable(id).data, since: null })), findings: [] }
    },
    state: async ({ env, event: id }) => {
      await moody()
      return stateOf(data, env, id)
    },
    compare: ({ a, b }) => compare({ a: sourceOf(a), b: sourceOf(b) }, {}),
    check: async ({ env }) => {
      await moody()
      return reportOf(data, env)
    },
    export: async ({ format, ...choice }) => {
      await moody()
      const events = chosen(data, choice)
      return { format, text: textIn(format, events), name: `timeline.${format}`, events: events.length }
    },
  }
}

interface Choice {
  env?: string | undefined
  kinds?: readonly string[] | undefined
  text?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

function chosen(data: FakeData, { env, kinds, text, from, to }: Choice): TimelineEvent[] {
  return newestFirst(data.events).filter((event) => (env === undefined || event.env === env) && (kinds?.includes(event.kind) ?? true) && has(event, text) && (from === undefined || event.at >= from) && (to === undefined || event.at < to))
}

function textIn(format: 'html' | 'json' | 'csv', events: readonly TimelineEvent[]): string {
  if (format === 'json') return JSON.stringify(events, null, 2)
  const rows = events.map(({ at, env, kind, version }) => [at, env, kind, version ?? ''])
  if (format === 'csv') return [['at', 'env', 'kind', 'version'], ...rows].map((row) => `${row.join(',')}\r\n`).join('')
  return `<!doctype html><title>Timeline</title><table>${rows.map((row) => `<tr><td>${row.join('<td>')}`).join('')}</table>`
}

function newestFirst(events: readonly TimelineEvent[]): TimelineEvent[] {
  return events.toSorted((a, b) => b.at.localeCompare(a.at))
}

function has({ description, reason, by, version, script, problem }: TimelineEvent, text: string | undefined): boolean {
  return text === undefined || [description, reason, by, version, script, problem].join(' ').toLowerCase().includes(text.toLowerCase())
}

function sourceOf({ env, event }: { env: string; event?: string | null | undefined }): string {
  return event ? `snapshot:${event}` : `env:${env}`
}

function stateOf({ events, backups, environments }: FakeData, env: string, id: string): TimelineState {
  const own = newestFirst(events).filter((event) => event.env === env)
  const at = own.findIndex((event) => event.id === id)
  const event = own[at]
  if (!event) throw new AppError('not_found', { what: 'event', name: id })
  const versions = liveAt(own.slice(at).toReversed())
  const now = new Set(liveAt(own.toReversed()).map(({ version }) => version))
  const then = new Set(versions.map(({ version }) => version))
  const name = environments.find((environment) => environment.id === env)?.name
  return {
    env, event, version: versions.at(-1)?.version ?? null, versions, repeatables: [{ script: 'R__order_summary_view.sql', checksum: -112_233, at: event.at }],
    fingerprint: event.after ?? null, snapshotId: null,
    backups: backups.filter((backup) => backup.env === name && backup.createdAt <= event.at).map((backup) => ({ id: backup.id, at: backup.createdAt, version: backup.migrationVersion })),
    driftSince: own.slice(0, at).filter(({ kind }) => kind === 'drift'),
    since: { applied: [...now].filter((version) => !then.has(version)), undone: [...then].filter((version) => !now.has(version)) },
  }
}

function liveAt(events: readonly TimelineEvent[]): TimelineState['versions'] {
  const live = new Map<string, TimelineState['versions'][number]>()
  for (const { kind, version, script, description, at } of events) {
    if (version === null) continue
    if (kind === 'migration_undone') live.delete(version)
    if (kind === 'migration_applied' || kind === 'baseline') live.set(version, { version, script: script ?? '', description, at })
  }
  return [...live.values()]
}

function reportOf({ events }: FakeData, env: string): ChainReport {
  const rows = events.filter((event) => event.env === env && event.journalled).length
  return { env, ok: true, rows, sealed: rows, open: 0, mirrored: 0, head: 'b41d'.repeat(16), findings: [] }
}
