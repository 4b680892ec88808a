import { lineEnd, skipBlockComment } from '../../sql/lexer.ts'

/** Code without its comments; strings stay, because dynamic SQL stands in them. */
export function withoutComments(code: string): string {
  let text = ''
  for (let at = 0; at < code.length; ) {
    if (code.startsWith('--', at)) at = lineEnd(code, at)
    else if (code.startsWith('/*', at)) {
      const end = skipBlockComment(code, at)
      at = end < 0 ? code.length : end
      text += ' '
    } else text += code[at++]
  }
  return text
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether code speaks of a name: as a word, not as that of another schema. */
export function mentions(code: string, { schema, name }: { schema?: string; name: string }): boolean {
  const plain = /^[a-z_][a-z0-9_$]*$/.test(name)
  const pattern = new RegExp(`(?:("?[\\w$]+"?)\\s*\\.\\s*)?(?<![\\w$"])(${plain ? `${literal(name)}|"${literal(name)}"` : `"${literal(name.replaceAll('"', '""'))}"`})(?![\\w$"])`, plain ? 'gi' : 'g')
  for (const match of code.matchAll(pattern)) {
    const before = match[1]?.replaceAll('"', '')
    if (schema === undefined || before === undefined || before.toLowerCase() === schema.toLowerCase()) return true
  }
  return false
}
