import type { EffectLine } from '../contract/preview.ts'
import { english as amounts, type Speech } from './amounts.ts'

type Params = EffectLine['params']

/** What a language says beside amounts. */
export interface EffectSpeech extends Speech {
  /** "about 12 million rows", where the amount was reckoned from a sample. */
  about(words: string): string
  /** A kind of object, such as `materialized-view` or `foreign key`. */
  kind(kind: string): string
  /** Who waits, from `blocks` of a statement: "reads and writes wait". */
  waits(blocks: readonly string[]): string
}

export const english: EffectSpeech = {
  ...amounts,
  about: (words) => `about ${words}`,
  kind: (kind) => kind.replaceAll('-', ' '),
  waits: (blocks) => {
    if (blocks.includes('reads')) return 'reads and writes wait'
    if (blocks.includes('writes')) return 'writes wait, reads go on'
    return blocks.length > 0 ? 'reads and writes go on' : 'nothing waits'
  },
}

/** One sentence for each code; what stands in braces is filled by `effectValues`. `renderer/i18n/*\/effect.json` says the same in other languages; a test holds them equal. */
export const effectWords = {
  'table-added': 'Table {name} is new.',
  'table-removed': 'Table {name} is gone.',
  'table-removed-rows': 'Table {name} is gone, with {rows} ({bytes}).',
  'column-added': 'Column {name} is new: {definition}.',
  'column-removed': 'Column {name} is gone.',
  'column-removed-rows': 'Column {name} is gone, with its values in {rows}.',
  'column-type': 'Column {name} becomes {to}; it was {from}.',
  'column-not-null': 'Column {name} must have a value.',
  'column-nullable': 'Column {name} may be NULL.',
  'column-changed': 'Column {name} changes: {attributes}.',
  'default-added': 'Column {name} gets the default {expression}.',
  'default-changed': 'The default of column {name} becomes {expression}; it was {before}.',
  'default-removed': 'Column {name} has no default any more; it was {before}.',
  'constraint-added': '{Kind} {name} on {table}: {definition}.',
  'constraint-added-not-valid': '{Kind} {name} on {table}, not yet validated: {definition}.',
  'constraint-validated': '{Kind} {name} on {table} is validated.',
  'constraint-removed': '{Kind} {name} on {table} is gone: {definition}.',
  'constraint-changed': '{Kind} {name} on {table} changes: {attributes}.',
  'index-added': 'Index {name} on {table}: {definition}.',
  'index-added-unique': 'Unique index {name} on {table}: {definition}.',
  'index-removed': 'Index {name} on {table} is gone: {definition}.',
  'enum-values-added': 'Enum {name} gets {values}.',
  'definition-changed': '{Kind} {name} has another definition.',
  'object-added': '{Kind} {name} is new.',
  'object-removed': '{Kind} {name} is gone.',
  'object-changed': '{Kind} {name} changes: {attributes}.',
  'object-renamed': '{Kind} {from} is now called {to}.',
  'privileges-changed': 'Privileges change: {count}.',
  'owners-changed': 'Owners change: {count}.',
  'comments-changed': 'Comments change: {count}.',
  'storage-changed': 'How rows are stored changes: {count}.',
  'nothing-changes': 'Nothing changes, neither the schema nor rows.',
  'schema-stays': 'The schema stays as it is.',
  'rows-inserted': '{rows} inserted into {table}.',
  'rows-inserted-by-trigger': '{rows} inserted into {table} by trigger {trigger}.',
  'rows-inserted-by-effect': '{rows} inserted into {table} by a trigger, a cascade or a rule.',
  'rows-updated': '{rows} updated in {table}.',
  'rows-updated-by-trigger': '{rows} updated in {table} by trigger {trigger}.',
  'rows-updated-by-effect': '{rows} updated in {table} by a trigger, a cascade or a rule.',
  'rows-deleted': '{rows} deleted from {table}.',
  'rows-deleted-by-trigger': '{rows} deleted from {table} by trigger {trigger}.',
  'rows-deleted-by-effect': '{rows} deleted from {table} by a trigger, a cascade or a rule.',
  'rows-unknown': 'How many rows of {table} are written is not known, because the shadow had none: at most {rows}.',
  'table-emptied': 'Table {name} is emptied.',
  'table-emptied-rows': 'Table {name} is emptied: {rows}.',
  'table-rewritten': 'Table {table} is written anew under {mode}; {waits}.',
  'table-rewritten-rows': 'Table {table} is written anew: {rows}, {time} under {mode}; {waits}.',
  'table-scanned': 'Table {table} is read from end to end: {rows}, {time} under {mode}; {waits}.',
  'index-built': 'Index {name} is built on {table}: {rows}, {time} under {mode}; {waits}.',
  'lock-held': '{mode} on {table} is held for {time}, until the migration ends; {waits}.',
  'lock-brief': '{mode} on {table} for a moment, {time} in the shadow; {waits}.',
  'statement-failed': 'Statement {number} in line {line} fails: {problem}',
  'statement-skipped': 'Statement {number} in line {line} is skipped: {reason}',
} as const satisfies Record<string, string>

export type EffectCode = keyof typeof effectWords

/** Parameters as a reader sees them: `rows` and `bytes` with their units, `time` from `lowMs` and `highMs`, `kind`, `Kind` and `waits` in words. */
export function effectValues(params: Params, speech: EffectSpeech): Record<string, string> {
  const values: Record<string, string> = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
  const { rows, about, bytes, lowMs, highMs, kind, blocks } = params
  if (typeof rows === 'number') values['rows'] = about === 1 ? speech.about(speech.rows(rows)) : speech.rows(rows)
  if (typeof bytes === 'number') values['bytes'] = speech.bytes(bytes)
  if (typeof lowMs === 'number' && typeof highMs === 'number') values['time'] = speech.time(lowMs, highMs)
  if (typeof kind === 'string') {
    values['kind'] = speech.kind(kind)
    values['Kind'] = capital(values['kind'])
  }
  if (typeof blocks === 'string') values['waits'] = speech.waits(blocks.split(' ').filter((word) => word !== ''))
  return values
}

/** The English sentence; a sentence that begins with an amount begins with a capital. */
export function effectText(code: EffectCode, params: Params): string {
  const values = effectValues(params, english)
  const text = effectWords[code].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  return capital(text)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `effect.json` of the English window: the same sentences with its marks for places. */
export function effectTemplates(): Record<EffectCode, string> {
  return Object.fromEntries(Object.entries(effectWords).map(([code, text]) => [code, text.replace(/\{(\w+)\}/g, '{{$1}}')])) as Record<EffectCode, string>
}
