import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'

type Entry = SpotlightActionData | SpotlightActionGroupData

/**
 * How well the letters of the query stand in the text, in order: higher is better, 0 is not at all.
 * A run of letters and the beginning of a word weigh more than letters that lie apart.
 */
export function score(query: string, text: string): number {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '')
  const there = text.toLowerCase()
  let at = -1
  let points = 0
  for (const letter of wanted) {
    const found = there.indexOf(letter, at + 1)
    if (found === -1) return 0
    const opensWord = found === 0 || /[\s_./·-]/.test(there[found - 1] ?? '')
    points += found === at + 1 ? 5 : opensWord ? 4 : 1
    at = found
  }
  return points / (1 + there.length / 200)
}

function scoreOf(query: string, { label = '', description = '', keywords = '' }: SpotlightActionData): number {
  const words = Array.isArray(keywords) ? keywords.join(' ') : keywords
  return Math.max(score(query, label) * 2, score(query, words), score(query, description) * 0.5)
}

/** The palette's filter: groups keep their order, entries stand by how well they fit. */
export function fuzzy(query: string, entries: Entry[]): Entry[] {
  if (!query.trim()) return entries.map((entry) => ('actions' in entry ? { ...entry, actions: entry.actions.slice(0, 8) } : entry))
  const best = (actions: SpotlightActionData[]) =>
    actions
      .map((action) => ({ action, points: scoreOf(query, action) }))
      .filter(({ points }) => points > 0)
      .toSorted((a, b) => b.points - a.points)
      .map(({ action }) => action)
  return entries.flatMap((entry): Entry[] => ('actions' in entry ? [{ ...entry, actions: best(entry.actions) }] : best([entry]))).filter((entry) => !('actions' in entry) || entry.actions.length > 0)
}
