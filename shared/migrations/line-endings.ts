import { lineEndingOf } from './decode.ts'

const ends = { lf: '\n', crlf: '\r\n', cr: '\r' } as const

/**
 * A text as an editor gives it back, with the line endings of the text that it was made from. Where those are mixed, lines at the
 * beginning and at the end that did not change keep theirs, and lines between take that of the line before.
 */
export function withLineEndings(text: string, original: string): string {
  const kind = lineEndingOf(original)
  if (kind === 'none') return text
  if (kind !== 'mixed') return text.replace(/\r\n?|\n/g, ends[kind])
  const before = linesOf(original)
  const after = linesOf(text)
  let head = 0
  while (head < Math.min(before.length, after.length) && before[head]?.text === after[head]?.text) head++
  let tail = 0
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail)?.text === after.at(-1 - tail)?.text) tail++
  const between = before[Math.max(0, head - 1)]?.end || '\n'
  return after.map(({ text: line, end }, index) => line + (end === '' ? '' : endAt(index))).join('')

  function endAt(index: number): string {
    if (index < head) return before[index]?.end || between
    const fromEnd = after.length - index
    return fromEnd <= tail ? before.at(-fromEnd)?.end || between : between
  }
}

function linesOf(text: string): { text: string; end: string }[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n?|\n|$)/g)].map(([, line = '', end = '']) => ({ text: line, end })).filter(({ text: line, end }, index, all) => index < all.length - 1 || line !== '' || end !== '')
}
