import { lineColumn, lineStop } from './offsets.ts'

export interface CaretSnippet {
  /** 1-based. */
  line: number
  /** 1-based, in UTF-16 units as an editor counts them. */
  column: number
  /** The source line, cut to 120 characters around the place, and below it a line with `^` under the place. */
  caret: string
}

const widest = 120
const lead = 60
/** UTF-16 units looked at on either side: more than are shown, and little of a line of megabytes. */
const reach = 2 * widest + 2

/** Shows the place of a UTF-16 offset in its line; the caret stands right in a terminal also after tabs and wide characters. */
export function caretSnippet(text: string, offset: number): CaretSnippet {
  const place = Math.min(Math.max(offset, 0), text.length)
  const { line, column } = lineColumn(text, place)
  const start = wholeFrom(text, Math.max(place - column + 1, place - reach))
  const characters = Array.from(text.slice(start, Math.min(lineStop(text, place), place + reach)))
  const target = Array.from(text.slice(start, place)).length
  const { shown, before } = cut(characters, target)
  return { line, column, caret: `${shown.map(printable).join('')}\n${before.map(blank).join('')}^` }
}

/** The offset, moved past the second half of a pair. */
function wholeFrom(text: string, offset: number): number {
  const code = text.charCodeAt(offset)
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset
}

/** Cuts whole characters away on both sides and marks the cuts. */
function cut(characters: readonly string[], target: number): { shown: string[]; before: string[] } {
  if (characters.length <= widest) return { shown: [...characters], before: characters.slice(0, target) }
  const from = Math.max(0, Math.min(target - lead, characters.length - widest))
  const to = Math.min(characters.length, from + widest)
  const shown = characters.slice(from, to)
  if (from > 0) shown[0] = '…'
  if (to < characters.length) shown[shown.length - 1] = '…'
  return { shown, before: shown.slice(0, target - from) }
}

/** A terminal must not obey what stands in a file. */
function printable(char: string): string {
  return /[\p{Cc}\p{Bidi_Control}]/u.test(char) && char !== '\t' ? '�' : char
}

function blank(char: string): string {
  return char === '\t' ? '\t' : ' '.repeat(displayWidth(printable(char)))
}

/** Columns that a terminal gives to one character: 0 for marks that sit on the one before, 2 for East Asian wide ones and emoji. */
export function displayWidth(char: string): number {
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(char)) return 0
  return wide.test(char) ? 2 : 1
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
