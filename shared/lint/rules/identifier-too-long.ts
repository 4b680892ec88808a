import { dollarTag, lineEnd, skipBlockComment, skipDollarQuoted, skipEscaped, skipQuoted, skipWord, classAt, charClass } from '../../sql/lexer.ts'
import type { Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'

/** NAMEDATALEN - 1 of PostgreSQL's pg_config_manual.h. */
const mostBytes = 63

export const identifierTooLong: Rule = {
  id: 'S609',
  name: 'identifier-too-long',
  severity: 'warning',
  summary: 'A name is longer than 63 bytes.',
  danger: 'PostgreSQL cuts it off without an error: what is made is called otherwise than the text says, and two long names can become the same one.',
  safe: 'A shorter name.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);',
    bad: 'CREATE INDEX orders_by_the_time_at_which_the_customer_has_placed_them_in_the_shop ON orders (placed_at);',
    good: 'CREATE INDEX orders_placed_at ON orders (placed_at);',
  },
  statement(statement) {
    if (statement.inside) return []
    return longNames(statement.text).map(({ name, at }) => finding({ message: `The name ${name} has ${bytes(name)} bytes; PostgreSQL keeps ${cut(name)}.`, offset: statement.start + at }))
  },
}

const bytes = (text: string) => new TextEncoder().encode(text).length

function cut(name: string): string {
  let kept = ''
  for (const char of name) {
    if (bytes(kept + char) > mostBytes) break
    kept += char
  }
  return kept
}

interface Found {
  name: string
  at: number
}

/** Names that are too long, each once; nothing in strings and comments. */
function longNames(text: string): Found[] {
  const found = new Map<string, Found>()
  for (let at = 0; at < text.length; ) {
    const end = tokenEnd(text, at)
    const name = nameOf(text.slice(at, end))
    if (name !== undefined && end - at > mostBytes / 4 && bytes(name) > mostBytes && !found.has(name)) found.set(name, { name, at })
    at = end
  }
  return [...found.values()]
}

function nameOf(token: string): string | undefined {
  if (token.startsWith('"')) return token.slice(1, -1).replaceAll('""', '"')
  return classAt(token.charCodeAt(0)) === charClass.word && !token.includes("'") ? token : undefined
}

function tokenEnd(text: string, at: number): number {
  const end = endOfToken(text, at)
  return end <= at ? text.length : end
}

function endOfToken(text: string, at: number): number {
  const char = text[at] as string
  if (/^[eE]'/.test(text.slice(at, at + 2))) return skipEscaped(text, at + 1)
  if (classAt(text.charCodeAt(at)) === charClass.word) return skipWord(text, at)
  if (char === "'" || char === '"') return skipQuoted(text, at, char)
  if (text.startsWith('--', at)) return Math.max(at + 2, lineEnd(text, at))
  if (text.startsWith('/*', at)) return skipBlockComment(text, at)
  const tag = char === '$' ? dollarTag(text, at) : undefined
  return tag === undefined ? at + 1 : skipDollarQuoted(text, at, tag)
}
