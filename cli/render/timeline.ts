import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { ChainReport, TimelineEvent } from '#shared/contract/timeline.ts'
import { renderDiagnostics } from './diagnostics.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { duration, time } from './values.ts'

interface Timeline {
  events: TimelineEvent[]
  unreachable: { env: string; error: AppErrorData; since?: string | null | undefined }[]
  findings?: Diagnostic[] | undefined
}

export function renderTimeline({ events, unreachable, findings = [] }: Timeline, look: Look): string {
  const down = unreachable.map(({ env, error, since }) => `${look.paint.yellow(`${env} could not be read${since ? `; what is shown of it was seen at ${time(since, look.timeZone)}` : ''}:`)} ${error.message}\n`)
  const missing = `${down.join('')}${renderDiagnostics(findings, look)}`
  if (events.length === 0) return `Nothing has happened yet.\n${missing}`
  const rows = events.map((event) => [
    time(event.at, look.timeZone), event.env, kindLabel(event.kind, look), what(event), event.by, event.ms === null ? '' : duration(event.ms), event.problem ?? event.reason ?? '',
  ])
  return `${table(['When', 'Environment', 'What', '', 'Who', { title: 'Time', align: 'right' }, 'Why'], rows, look)}\n${missing}`
}

function what({ version, description, backupId }: TimelineEvent): string {
  return [version, description || backupId].filter(Boolean).join(' ')
}

export function renderChainReport({ ok, rows, sealed, open, mirrored, head, findings }: ChainReport, look: Look): string {
  const verdict = ok ? look.paint.green('The chain of the journal is whole.') : look.paint.red('The chain of the journal is not whole.')
  const counts = [`${rows} rows`, `${sealed} sealed`, ...(open > 0 ? [`${open} not sealed yet`] : []), ...(mirrored > 0 ? [`${mirrored} known from this machine's copy alone`] : [])]
  return `${renderDiagnostics(findings, look)}${verdict} ${counts.join(', ')}.\n${head === null ? '' : `Newest link: ${head}\n`}`
}

function kindLabel(kind: TimelineEvent['kind'], { paint }: Look): string {
  const text = kind.replaceAll('_', ' ')
  if (/failed|cancelled|unknown/.test(kind)) return paint.red(text)
  if (/undone|restore|repair/.test(kind)) return paint.yellow(text)
  return kind === 'migration_applied' ? paint.green(text) : text
}
