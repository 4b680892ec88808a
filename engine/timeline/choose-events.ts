import { AppError } from '#shared/contract/app-error.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'

/** Which events are asked for; what is absent chooses all. */
export interface EventChoice {
  kinds?: readonly TimelineEvent['kind'][] | undefined
  text?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export interface Page {
  /** Id of an event: only what comes after it. */
  before?: string | undefined
  limit: number
}

/** Of a sorted list those that are asked for. Throws `not_found` when the page begins at an event that is not there. */
export function chooseEvents(events: readonly TimelineEvent[], choice: EventChoice, { before, limit }: Page): { events: TimelineEvent[]; more: boolean } {
  const chosen = events.filter(matcher(choice))
  if (before === undefined) return { events: chosen.slice(0, limit), more: chosen.length > limit }
  const at = events.findIndex(({ id }) => id === before)
  if (at < 0) throw new AppError('not_found', { what: 'event', name: before })
  const left = new Set(events.slice(at + 1))
  const rest = chosen.filter((event) => left.has(event))
  return { events: rest.slice(0, limit), more: rest.length > limit }
}

function matcher({ kinds, text, from, to }: EventChoice): (event: TimelineEvent) => boolean {
  const wanted = kinds && new Set(kinds)
  const words = text?.trim().toLowerCase() ?? ''
  const [start, end] = [from === undefined ? -Infinity : Date.parse(from), to === undefined ? Infinity : Date.parse(to)]
  return (event) => {
    if (wanted && !wanted.has(event.kind)) return false
    const at = Date.parse(event.at)
    if (at < start || at >= end) return false
    return words === '' || saidOf(event).includes(words)
  }
}

function saidOf({ kind, version, script, description, by, host, reason, problem, backupId, runId, note }: TimelineEvent): string {
  return [kind.replaceAll('_', ' '), version, script, description, by, host, reason, problem, backupId, runId, note].filter(Boolean).join('\n').toLowerCase()
}
