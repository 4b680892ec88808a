import { stripVTControlCharacters } from 'node:util'

const plain = /^[\x20-\x7e]*$/
/** East Asian wide and full-width characters, and emoji (Unicode Standard Annex 11). */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const combining = /[\p{Mn}\p{Me}\p{Cf}]/u

/** Columns that a text takes in a terminal; colours take none. */
export function width(text: string): number {
  if (plain.test(text)) return text.length
  let columns = 0
  for (const character of stripVTControlCharacters(text)) columns += characterWidth(character)
  return columns
}

/** Cuts a text without colours to so many columns; what was cut shows by a ~ at the end. */
export function fit(text: string, columns: number): string {
  if (width(text) <= columns) return text
  let used = 1
  let kept = ''
  for (const character of text) {
    used += characterWidth(character)
    if (used > columns) break
    kept += character
  }
  return `${kept}~`
}

function characterWidth(character: string): number {
  if (combining.test(character)) return 0
  return wide.test(character) ? 2 : 1
}
