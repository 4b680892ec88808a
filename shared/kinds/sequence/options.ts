import type { Fact, Json } from '../../schema/fact.ts'
import type { Row } from '../../schema/kind.ts'
import { compact, same } from '../table/names.ts'

const highest: Readonly<Record<string, string>> = { smallint: '32767', integer: '2147483647', bigint: '9223372036854775807' }
const lowest: Readonly<Record<string, string>> = { smallint: '-32768', integer: '-2147483648', bigint: '-9223372036854775808' }

/**
 * What differs from the defaults of CREATE SEQUENCE for its type and direction. Numbers stay texts: they go up to 2^63.
 * `fallbackType` is the type if the row names none: an identity column's own.
 */
export function sequenceOptions(row: Row, fallbackType = 'bigint'): Readonly<Record<string, Json>> {
  const type = String(row['type'] ?? fallbackType)
  const falls = String(row['increment']).startsWith('-')
  const min = falls ? lowest[type] : '1'
  const max = falls ? '-1' : highest[type]
  return compact({
    type: row['type'] === null || row['type'] === 'bigint' ? null : type,
    increment: row['increment'] === '1' ? null : row['increment'],
    min: row['min'] === min ? null : row['min'],
    max: row['max'] === max ? null : row['max'],
    start: row['start'] === (falls ? row['max'] : row['min']) ? null : row['start'],
    cache: row['cache'] === '1' ? null : row['cache'],
    cycle: row['cycle'],
  })
}

/** The options as CREATE SEQUENCE and GENERATED ... AS IDENTITY take them. */
export function createOptions(data: Fact['data']): string[] {
  const { type, increment, min, max, start, cache, cycle } = data
  return [
    ...(type === undefined ? [] : [`AS ${String(type)}`]),
    ...(increment === undefined ? [] : [`INCREMENT BY ${String(increment)}`]),
    ...(min === undefined ? [] : [`MINVALUE ${String(min)}`]),
    ...(max === undefined ? [] : [`MAXVALUE ${String(max)}`]),
    ...(start === undefined ? [] : [`START WITH ${String(start)}`]),
    ...(cache === undefined ? [] : [`CACHE ${String(cache)}`]),
    ...(cycle === true ? ['CYCLE'] : []),
  ]
}

/**
 * The options that change one sequence into another, as ALTER SEQUENCE takes them. START never moves the sequence: the next
 * value stays what it is. Bounds are all named as soon as the type or the direction changes, because their defaults do too.
 */
export function changedOptions(before: Fact['data'], after: Fact['data'], type: string): string[] {
  const differs = (name: string) => !same(before[name], after[name])
  const falls = String(after['increment'] ?? '1').startsWith('-')
  const max = String(after['max'] ?? (falls ? '-1' : highest[type]))
  const min = String(after['min'] ?? (falls ? lowest[type] : '1'))
  const turned = String(before['increment'] ?? '1').startsWith('-') !== falls
  const bounds = differs('type') || turned
  return [
    ...(differs('type') ? [`AS ${type}`] : []),
    ...(differs('increment') ? [`INCREMENT BY ${String(after['increment'] ?? '1')}`] : []),
    ...(bounds || differs('min') ? [`MINVALUE ${min}`] : []),
    ...(bounds || differs('max') ? [`MAXVALUE ${max}`] : []),
    ...(bounds || differs('start') || differs(falls ? 'max' : 'min') ? [`START WITH ${String(after['start'] ?? (falls ? max : min))}`] : []),
    ...(differs('cache') ? [`CACHE ${String(after['cache'] ?? '1')}`] : []),
    ...(differs('cycle') ? [after['cycle'] === true ? 'CYCLE' : 'NO CYCLE'] : []),
  ]
}
