import { quoteIdentifier } from '../../sql/quote.ts'

export interface Narrowing {
  /** `values longer than 20 characters are refused`. */
  what: string
  /** Finds the values that do not fit; undefined: nothing short of trying shows it. */
  condition?: string
}

interface Parts {
  base: string
  args: readonly number[]
}

/** `numeric(10,2)`, `timestamp(3) with time zone`, as format_type() prints types. */
function partsOf(type: string): Parts {
  const args = /\(([\d,-]+)\)/.exec(type)?.[1]
  return { base: type.replace(/\([\d,-]+\)/, ''), args: args === undefined ? [] : args.split(',').map(Number) }
}

const integers: Readonly<Record<string, readonly [min: string, max: string, size: number]>> = { smallint: ['-32768', '32767', 2], integer: ['-2147483648', '2147483647', 4], bigint: ['-9223372036854775808', '9223372036854775807', 8] }
const texts = new Set(['text', 'character varying', 'character', 'citext', 'name'])
const exact = new Set(['smallint', 'integer', 'bigint', 'numeric'])
const inexact: Readonly<Record<string, number>> = { real: 4, 'double precision': 8 }

/** What a change of a column's type may cut off or refuse; undefined: every value fits, or nothing is known of the types. */
export function narrowing(from: string, to: string, column: string): Narrowing | undefined {
  if (from === to || from.endsWith('[]') || to.endsWith('[]')) return undefined
  const [old, now] = [partsOf(from), partsOf(to)]
  const name = quoteIdentifier(column)
  if (texts.has(now.base)) return texts.has(old.base) ? shorterText(old, now, name) : undefined
  if (texts.has(old.base)) return { what: `texts that are no ${to} are refused` }
  if (exact.has(now.base)) return smallerNumber(old, now, name)
  if (now.base in inexact) return lessExact(old, now)
  return lessTime(old, now, to, name)
}

function shorterText(old: Parts, now: Parts, name: string): Narrowing | undefined {
  const [length] = now.args
  const limit = length ?? (now.base === 'character' ? 1 : undefined)
  const before = old.args[0] ?? (old.base === 'character' ? 1 : Number.POSITIVE_INFINITY)
  if (limit === undefined || limit >= before) return undefined
  return { what: `values longer than ${limit} characters are refused`, condition: `length(${name}) > ${limit}` }
}

function smallerNumber(old: Parts, now: Parts, name: string): Narrowing | undefined {
  const range = integers[now.base]
  const before = integers[old.base]
  if (range) {
    if (before && before[2] <= range[2]) return undefined
    if (before) return { what: `values outside of ${range[0]} to ${range[1]} are refused`, condition: `${name} NOT BETWEEN ${range[0]} AND ${range[1]}` }
    if (old.base !== 'numeric' && !(old.base in inexact)) return undefined
    return { what: 'digits behind the point are rounded away and what is too large is refused', condition: `${name} <> trunc(${name}) OR ${name} NOT BETWEEN ${range[0]} AND ${range[1]}` }
  }
  const [precision, scale = 0] = now.args
  if (precision === undefined) return undefined
  const whole = precision - scale
  const beforeWhole = before ? { 2: 5, 4: 10, 8: 19 }[before[2]] ?? 19 : old.args[0] === undefined ? Number.POSITIVE_INFINITY : old.args[0] - (old.args[1] ?? 0)
  const beforeScale = before ? 0 : old.args[0] === undefined ? Number.POSITIVE_INFINITY : (old.args[1] ?? 0)
  if (whole >= beforeWhole && scale >= beforeScale) return undefined
  const conditions = [...(scale < beforeScale ? [`${name} <> round(${name}::numeric, ${scale})`] : []), ...(whole < beforeWhole ? [`abs(${name}) >= 1e${whole}`] : [])]
  return { what: `${scale < beforeScale ? `digits behind the ${scale}th are rounded away` : ''}${conditions.length === 2 ? ' and ' : ''}${whole < beforeWhole ? `values of ${whole === 1 ? 'more than one digit' : `more than ${whole} digits`} before the point are refused` : ''}`, condition: conditions.join(' OR ') }
}

function lessExact(old: Parts, now: Parts): Narrowing | undefined {
  const size = inexact[now.base] ?? 8
  if (old.base === 'numeric' || old.base === 'bigint' || (old.base === 'integer' && size === 4) || (inexact[old.base] ?? 0) > size) return { what: `values keep only about ${size === 4 ? 6 : 15} digits` }
  return undefined
}

function lessTime(old: Parts, now: Parts, to: string, name: string): Narrowing | undefined {
  if (old.base.startsWith('timestamp') && now.base === 'date') return { what: 'the time of day is lost', condition: `${name} <> ${name}::date` }
  if (old.base.startsWith('timestamp') && now.base.startsWith('time ')) return { what: 'the date is lost' }
  const [digits] = now.args
  if (old.base.startsWith('time') && now.base.startsWith('time') && digits !== undefined && digits < (old.args[0] ?? 6)) return { what: `fractions of a second are rounded to ${digits} digits`, condition: `${name} <> ${name}::${to}` }
  return undefined
}
