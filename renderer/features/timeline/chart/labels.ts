import type { Entry } from '../entries.ts'
import { versionWord } from '../looks.ts'
import type { Cluster } from './cluster.ts'

/** Pixels that a text of the small size takes, near enough to leave room for it. */
export function widthOf(text: string): number {
  let width = 0
  for (const sign of text) width += (sign.codePointAt(0) ?? 0) > 0x2e80 ? 11 : 6.4
  return width
}

/**
 * Words over the marks, where there is room for them: the later one gives way, the gravest never to a plain one before it.
 * By the place of the mark in the row.
 */
export function labelsOf(clusters: readonly Cluster[], entries: readonly Entry[], msPerPixel: number, wordOf: (entry: Entry) => string): Map<number, string> {
  const labels = new Map<number, string>()
  let free = -Infinity
  for (const [index, cluster] of clusters.entries()) {
    const label = textOf(cluster, entries, wordOf)
    if (!label) continue
    const x = cluster.at / msPerPixel
    const half = widthOf(label) / 2
    if (x - half < free) continue
    labels.set(index, label)
    free = x + half + 6
  }
  return labels
}

/** "V9", "V9–V12" of a mark of several, or the word of what is no migration. */
function textOf({ first, last, top }: Cluster, entries: readonly Entry[], wordOf: (entry: Entry) => string): string {
  if (first === last) return wordOf(top)
  const held = entries.slice(first, last + 1)
  const from = wordIn(held)
  const to = wordIn(held.toReversed())
  if (from === null || to === null) return ''
  return from === to ? from : `${from}–${to}`
}

function wordIn(entries: readonly Entry[]): string | null {
  const first = entries.find(({ event }) => versionWord(event) !== null)
  return first ? versionWord(first.event) : null
}
