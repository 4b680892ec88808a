/** The server takes no shorter ones. */
export const shortestPassword = 12

/** `short`: not taken. `guessable`: taken, but among the first that are tried. The others go by length, which counts most. */
export type Strength = 'short' | 'guessable' | 'fair' | 'good' | 'strong'

const common = ['password', 'passwort', 'letmein', 'welcome', 'qwerty', 'asdfgh', 'iloveyou', 'admin', 'changeme', 'postgres', 'strata', '123456', '111111', 'abcdef', 'dragon', 'monkey', 'football', 'secret']

/** How well a password stands against somebody who tries the likely ones first. `own`: words that belong to the person. */
export function passwordStrength(password: string, own: readonly string[] = []): Strength {
  if (password.length < shortestPassword) return 'short'
  const left = essence(password.toLowerCase(), own)
  if (left.length < 8 || new Set(left).size < 5) return 'guessable'
  if (left.length < 14) return 'fair'
  return left.length < 20 ? 'good' : 'strong'
}

/** Without known words, repetitions and rows of neighbours, which cost a guesser next to nothing. */
function essence(text: string, own: readonly string[]): string {
  const known = [...common, ...own.map((word) => word.toLowerCase()).filter((word) => word.length > 2)]
  const bare = known.reduce((rest, word) => rest.replaceAll(word, ''), text)
  return [...bare].filter((char, at, all) => !isStep(all[at - 1], char)).join('')
}

function isStep(before: string | undefined, char: string): boolean {
  if (before === undefined) return false
  const step = (char.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)
  return Math.abs(step) <= 1
}
