/** UTF-16 offset of a 1-based line and column. */
export function offsetAt(text: string, line: number, column = 1): number {
  let start = 0
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf('\n', start)
    if (next < 0) return text.length
    start = next + 1
  }
  const end = text.indexOf('\n', start)
  return Math.min(start + column - 1, end < 0 ? text.length : end)
}

/** The word or quoted name that begins at an offset; one character where none does. */
export function wordEnd(text: string, offset: number): number {
  const word = /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|\d+)/u.exec(text.slice(offset, offset + 200))
  return offset + (word?.[0].length ?? 1)
}
