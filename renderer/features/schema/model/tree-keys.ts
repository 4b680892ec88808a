import type { TreeRow } from './tree-rows.ts'

export type TreeMove = { to: number } | { toggle: string } | { choose: number } | null

/** What a key does in a tree, as the patterns of WAI-ARIA say: the row to go to, the row to open or close, or the row to choose. */
export function moveInTree(rows: readonly TreeRow[], at: number, key: string, page: number): TreeMove {
  const row = rows[at]
  const last = rows.length - 1
  const bounded = (to: number) => ({ to: Math.max(0, Math.min(last, to)) })
  if (key === 'ArrowDown') return bounded(at + 1)
  if (key === 'ArrowUp') return bounded(at - 1)
  if (key === 'Home') return bounded(0)
  if (key === 'End') return bounded(last)
  if (key === 'PageDown') return bounded(at + page)
  if (key === 'PageUp') return bounded(at - page)
  if (!row) return null
  if (key === 'ArrowRight') return row.open === false ? { toggle: row.key } : row.open ? bounded(at + 1) : null
  if (key === 'ArrowLeft') return row.open ? { toggle: row.key } : parentOf(rows, at)
  if (key === 'Enter') return { choose: at }
  return null
}

function parentOf(rows: readonly TreeRow[], at: number): TreeMove {
  const depth = rows[at]?.depth ?? 0
  for (let above = at - 1; above >= 0; above -= 1) if ((rows[above]?.depth ?? 0) < depth) return { to: above }
  return null
}

/** The next row whose name begins with what was typed, going round; -1: none does. */
export function typeAhead(rows: readonly TreeRow[], at: number, typed: string, words: (row: TreeRow) => string): number {
  const wanted = typed.toLowerCase()
  const from = wanted.length > 1 ? at : at + 1
  for (let step = 0; step < rows.length; step += 1) {
    const place = (from + step) % rows.length
    const row = rows[place]
    if (row && words(row).toLowerCase().startsWith(wanted)) return place
  }
  return -1
}
