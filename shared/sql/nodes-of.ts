import type { Node } from '@pgsql/types'

/** The statements of a text by PostgreSQL's own grammar; undefined: it does not understand them. */
export async function nodesOf(text: string): Promise<Node[] | undefined> {
  if (text.includes('\0')) return undefined
  const grammar = await import('libpg-query')
  try {
    const { stmts = [] } = await grammar.parse(text)
    return stmts.flatMap(({ stmt }) => (stmt ? [stmt] : []))
  } catch {
    return undefined
  }
}
