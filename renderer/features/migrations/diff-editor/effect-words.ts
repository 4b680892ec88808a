import type { TFunction, i18n as I18n } from 'i18next'
import type { EffectLine } from '#shared/contract/preview.ts'
import { shortRelation } from '#shared/preview/danger.ts'
import type { Format } from '../../../i18n/format.ts'
import { rangeWords } from './amounts.ts'

interface Words {
  t: TFunction<'preview'>
  i18n: I18n
  format: Format
  schema: string
}

/** One sentence in the reader's language, names between `**`; a code that is not known here keeps its English text. */
export function effectWords({ code, params, text }: Pick<EffectLine, 'code' | 'params' | 'text'>, words: Words): string {
  const { t, i18n } = words
  const key = `effect.${code}`
  if (!i18n.exists(key, { ns: 'preview' }) && !i18n.exists(`${key}_other`, { ns: 'preview' })) return text
  const say = t as unknown as (key: string, params: Record<string, string | number>) => string
  const said = say(key, spoken(params, words))
  return said.includes('{{') ? text : said
}

/** Numbers as a person reads them: by their names they are bytes, seconds or amounts. */
function spoken(params: EffectLine['params'], { t, format, schema }: Words): Record<string, string | number> {
  const low = params['low'] ?? params['secondsLow']
  const high = params['high'] ?? params['secondsHigh']
  const entries = Object.entries(params).map(([name, value]): [string, string | number] => {
    if (typeof value === 'string') return [name, shortRelation(value, schema)]
    if (name === 'count') return [name, value]
    return [name, /bytes/i.test(name) ? format.bytes(value) : format.compact(value)]
  })
  const time: Record<string, string> = typeof low === 'number' && typeof high === 'number' ? { time: rangeWords({ low, high }, { t, format }) } : {}
  const count: Record<string, number> = typeof params['count'] === 'number' ? {} : typeof params['rows'] === 'number' ? { count: params['rows'] } : {}
  return { ...Object.fromEntries(entries), ...time, ...count }
}

export interface Piece {
  text: string
  strong: boolean
}

/** Takes `**name** is dropped` apart. */
export function pieces(text: string): Piece[] {
  return text.split('**').flatMap((part, index) => (part === '' ? [] : [{ text: part, strong: index % 2 === 1 }]))
}
