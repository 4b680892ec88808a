import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { duration, time } from './values.ts'

interface Timeline {
  events: TimelineEvent[]
  unreachable: { env: string; error: AppErrorData }[]
}

export function renderTimeline({ events, unreachable }: Timeline, look: Look): string {
  const missing = unreachable.map(({ env, error }) => `${look.paint.yellow(`${env} could not be read:`)} ${error.message}\n`).join('')
  if (events.length === 0) return `Nothing has happened yet.\n${missing}`
  const rows = events.map((event) => [
    time(event.at, look.timeZone), event.env, kindLabel(event.kind, look), what(event), event.by, event.ms === null ? '' : duration(event.ms), event.problem ?? event.reason ?? '',
  ])
  return `${table(['When', 'Environment', 'What', '', 'Who', { title: 'Time', align: 'right' }, 'Why'], rows, look)}\n${missing}`
}

function what({ version, description, backupId }: TimelineEvent): string {
  return [version, description || backupId].filter(Boolean).join(' ')
}

function kindLabel(kind: TimelineEvent['kind'], { paint }: Look): string {
  const text = kind.replaceAll('_', ' ')
  if (/failed|cancelled|unknown/.test(kind)) return paint.red(text)
  if (/undone|restore|repair/.test(kind)) return paint.yellow(text)
  return kind === 'migration_applied' ? paint.green(text) : text
}
