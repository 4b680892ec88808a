export type Tree = Readonly<Record<string, unknown>>

let last: { text: string; tree: Tree | undefined } | undefined

/** The one statement of a text as PostgreSQL's grammar sees it; undefined where it does not parse, and the server will say why. One after another asks for the same text. */
export async function parseStatement(text: string): Promise<Tree | undefined> {
  if (last?.text !== text) last = { text, tree: await parse(text) }
  return last.tree
}

async function parse(text: string): Promise<Tree | undefined> {
  if (text.includes('\0')) return undefined
  const grammar = await import('libpg-query')
  try {
    const { stmts = [] } = (await grammar.parse(text)) as { stmts?: { stmt?: Tree }[] }
    return stmts.length === 1 ? stmts[0]?.stmt : undefined
  } catch {
    return undefined
  }
}

/** Calls `see` with every node of the tree: its type and its members. */
export function walkTree(value: unknown, see: (type: string, node: Tree) => void): void {
  if (Array.isArray(value)) for (const one of value) walkTree(one, see)
  else if (isTree(value)) {
    for (const [type, inner] of Object.entries(value)) {
      if (isTree(inner)) see(type, inner)
      walkTree(inner, see)
    }
  }
}

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
