/** Whether a name fits a pattern in which `*` stands for any characters and `?` for one. Case counts, as in PostgreSQL. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const source = [...pattern].map((character) => (character === '*' ? '.*' : character === '?' ? '.' : character.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'))).join('')
  // A row of stars would make the expression try every way to share the characters among them.
  const expression = new RegExp(`^${source.replaceAll(/(?:\.\*)+/g, '.*')}$`, 'su')
  return (name) => expression.test(name)
}
