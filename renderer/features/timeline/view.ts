import type { Entry } from './entries.ts'
import { filters, isFilter, kindsOf, type Filter } from './looks.ts'
import type { Span } from './chart/scale.ts'

export const ranges = ['all', 'today', '7d', '30d'] as const
export type Preset = (typeof ranges)[number]

/** What the screen shows of all there is: kept in the place, so that back and forward and a link show the same. */
export interface View {
  text: string
  kinds: Filter
  /** Id of an environment; null: all. */
  env: string | null
  range: Preset | Span
  /** Null: the whole range. */
  window: Span | null
  /** Ids of the two events that are compared. */
  a: string | null
  b: string | null
}

export const plainView: View = { text: '', kinds: 'all', env: null, range: 'all', window: null, a: null, b: null }

export function viewOf(text: string | null): View {
  const query = new URLSearchParams(text ?? '')
  const kinds = query.get('kinds')
  const range = query.get('range')
  return {
    text: query.get('q') ?? '',
    kinds: isFilter(kinds) ? kinds : 'all',
    env: query.get('env'),
    range: ranges.find((each) => each === range) ?? spanIn(range) ?? 'all',
    window: spanIn(query.get('at')),
    a: query.get('a'),
    b: query.get('b'),
  }
}

/** As `viewOf` reads it; null for what is shown without any choice. */
export function textOfView({ text, kinds, env, range, window, a, b }: View): string | null {
  const query = new URLSearchParams({
    ...(text && { q: text }),
    ...(kinds !== 'all' && { kinds }),
    ...(env && { env }),
    ...(range !== 'all' && { range: typeof range === 'string' ? range : textOfSpan(range) }),
    ...(window && { at: textOfSpan(window) }),
    ...(a && { a }),
    ...(b && { b }),
  })
  return query.toString() || null
}

function textOfSpan({ from, to }: Span): string {
  return `${Math.round(from)}-${Math.round(to)}`
}

function spanIn(text: string | null): Span | null {
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? '') ?? []
  if (from === undefined || to === undefined || Number(from) >= Number(to)) return null
  return { from: Number(from), to: Number(to) }
}

const day = 86_400_000

/** Null: no bounds. Today begins at midnight of the reader. */
export function boundsOf(range: Preset | Span, now: number): Span | null {
  if (typeof range !== 'string') return range
  if (range === 'all') return null
  if (range === 'today') return { from: new Date(now).setHours(0, 0, 0, 0), to: now }
  return { from: now - Number.parseInt(range, 10) * day, to: now }
}

/** Those that the view shows, in their order. */
export function shownOf(entries: readonly Entry[], { text, kinds, env, range }: Pick<View, 'text' | 'kinds' | 'env' | 'range'>, now: number): readonly Entry[] {
  const bounds = boundsOf(range, now)
  const words = text.trim().toLocaleLowerCase()
  const isPlain = kinds === 'all' && env === null && !bounds && words === ''
  if (isPlain) return entries
  return entries.filter((entry) => {
    const { at, event, environment } = entry
    if (!filters[kinds](event.kind)) return false
    if (env !== null && env !== (environment?.id ?? event.env)) return false
    if (bounds && (at < bounds.from || at > bounds.to)) return false
    return words === '' || hayOf(entry).includes(words)
  })
}

const hays = new WeakMap<Entry, string>()

/** What a search looks through: version, script, words, people, reason, problem. */
function hayOf(entry: Entry): string {
  const known = hays.get(entry)
  if (known !== undefined) return known
  const { event, environment } = entry
  const hay = [event.version && `v${event.version}`, event.script, event.description, event.by, event.host, event.reason, event.problem, event.backupId, event.runId, environment?.name ?? event.env, event.kind.replaceAll('_', ' ')]
    .filter(Boolean)
    .join('\n')
    .toLocaleLowerCase()
  hays.set(entry, hay)
  return hay
}

/** The view as the host chooses events by it. The end of a range is the first moment that is not in it. */
export function choiceOf({ text, kinds, env, range }: View, now: number) {
  const bounds = boundsOf(range, now)
  return {
    ...(text.trim() && { text: text.trim() }),
    ...(kinds !== 'all' && { kinds: kindsOf(kinds) }),
    ...(env && { env }),
    ...(bounds && { from: new Date(bounds.from).toISOString(), to: new Date(bounds.to + 1).toISOString() }),
  }
}
