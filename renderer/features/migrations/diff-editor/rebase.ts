import { difference } from '../../../editor/documents.ts'

export interface Stretch {
  start: number
  end: number
}

/** Where a stretch of the text before stands in the text now; undefined: it was edited. Offsets before count `\r\n` as two. */
export function rebase(before: string, now: string): (place: Stretch) => Stretch | undefined {
  const unix = before.replaceAll('\r\n', '\n')
  const toUnix = before === unix ? (offset: number) => offset : (offset: number) => offset - (before.slice(0, offset).match(/\r\n/g)?.length ?? 0)
  const { start, end, insert } = difference(unix, now)
  const shift = insert.length - (end - start)
  return (place) => {
    const [from, to] = [toUnix(place.start), toUnix(place.end)]
    if (from >= end) return { start: from + shift, end: to + shift }
    return to <= start ? { start: from, end: to } : undefined
  }
}
