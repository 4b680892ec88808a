import type { TFunction, i18n as I18n } from 'i18next'
import type { EffectLine } from '#shared/contract/preview.ts'
import { effectValues, type EffectSpeech } from '#shared/preview/words.ts'
import type { Format } from '../../../i18n/format.ts'
import { rangeWords } from './amounts.ts'

interface Words {
  t: TFunction<'preview'>
  i18n: I18n
  format: Format
}

/** Values that name an object; what they name stands out in the sentence. */
const names = ['name', 'table'] as const

/** One sentence in the reader's language, names between `**`; a code that is not known here keeps its English text. */
export function effectWords({ code, params, text }: Pick<EffectLine, 'code' | 'params' | 'text'>, words: Words): string {
  const key = `line.${code}`
  if (!words.i18n.exists(key, { ns: 'effect' })) return text
  const values = effectValues(params, speech(words))
  for (const name of names) if (values[name]) values[name] = `**${values[name]}**`
  const said = lookUp(words.i18n, `effect:${key}`, values)
  return said.includes('{{') ? text : said.replace(/^(\**)(\p{Ll})/u, (_, stars: string, letter: string) => (stars ? stars + letter : letter.toUpperCase()))
}

/** How amounts, kinds and waiting are said in the reader's language. */
function speech({ t, i18n, format }: Words): EffectSpeech {
  const say = (key: string, values: Record<string, string | number> = {}) => lookUp(i18n, `effect:say.${key}`, values)
  return {
    rows: (count) => say('rows', { amount: format.compact(count), count }),
    bytes: (bytes) => format.bytes(bytes),
    time: (lowMs, highMs) => rangeWords({ low: lowMs / 1000, high: highMs / 1000 }, { t, format }),
    about: (what) => say('about', { what }),
    kind: (kind) => (i18n.exists(`say.kind.${kind}`, { ns: 'effect' }) ? say(`kind.${kind}`) : kindWords(kind, i18n)),
    waits: (blocks) => say(`waits.${blocks.includes('reads') ? 'all' : blocks.includes('writes') ? 'writes' : blocks.length > 0 ? 'schema' : 'nothing'}`),
  }
}

/** Keys that come from a server are not known when this is compiled. */
function lookUp(i18n: I18n, key: string, values: Record<string, string | number>): string {
  const find = i18n.t.bind(i18n) as unknown as (key: string, values: Record<string, string | number>) => string
  return find(key, values)
}

/** A kind of object in the reader's language. */
export function kindWords(kind: string, i18n: I18n): string {
  return i18n.exists(`kind.${kind}`, { ns: 'compare' }) ? lookUp(i18n, `compare:kind.${kind}`, {}) : kind.replaceAll('-', ' ')
}

export interface Piece {
  text: string
  strong: boolean
}

/** Takes `**name** is dropped` apart. */
export function pieces(text: string): Piece[] {
  return text.split('**').flatMap((part, index) => (part === '' ? [] : [{ text: part, strong: index % 2 === 1 }]))
}
