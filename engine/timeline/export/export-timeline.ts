import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { Engine } from '../../engine.ts'
import type { EventChoice } from '../choose-events.ts'
import { readTimeline } from '../read-timeline.ts'
import { toCsv } from './to-csv.ts'
import { toHtml } from './to-html.ts'

export interface Exported {
  /** The newest first. */
  events: readonly TimelineEvent[]
  environments: readonly string[]
  findings: readonly Diagnostic[]
  /** ISO 8601. */
  madeAt: string
  by: string
}

type Format = 'html' | 'json' | 'csv'

/** The whole timeline, or what is chosen of it, as one text. */
export async function exportTimeline(engine: Engine, environments: readonly Environment[], choice: EventChoice, format: Format): Promise<{ format: Format; text: string; name: string; events: number }> {
  const { events, findings = [], unreachable } = await readTimeline(engine, environments, choice, { limit: Number.MAX_SAFE_INTEGER })
  const names = environments.map(({ name }) => name)
  const madeAt = new Date().toISOString()
  const away = unreachable.map(({ env, error, since }): Diagnostic => ({ code: 'lane-unreachable', severity: 'warning', subject: env, message: `It could not be read: ${error.message} ${since ? `What stands here of it was seen at ${since}.` : 'Nothing of it is known here.'}` }))
  const exported: Exported = { events, environments: names, findings: [...away, ...findings], madeAt, by: `${engine.actor.user}@${engine.actor.host}` }
  const of = names.length === 1 ? `-${(names[0] ?? '').replaceAll(/[^\w.-]+/g, '-')}` : ''
  return { format, text: textOf(exported, format), name: `timeline${of}-${madeAt.slice(0, 10)}.${format}`, events: events.length }
}

export function textOf(exported: Exported, format: Format): string {
  if (format === 'csv') return toCsv(exported.events)
  return format === 'html' ? toHtml(exported) : `${JSON.stringify(exported, undefined, 2)}\n`
}
