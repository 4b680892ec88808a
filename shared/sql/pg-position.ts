import { codePointToOffset } from './offsets.ts'

/**
 * Offset in the file (UTF-16) of the `position` of a server error. The server counts code points from 1 in the query that it
 * was sent; the query was the part of `text` that begins at `start`.
 */
export function positionToOffset(text: string, start: number, position: number): number {
  return codePointToOffset(text, Math.max(0, position - 1), start)
}
