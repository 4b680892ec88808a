import type { ScriptStatement } from './split.ts'

/** Functions whose answer is another one at another time, without pg_catalog and in lower case. */
const functions: ReadonlySet<string> = new Set(
  (
    'now transaction_timestamp statement_timestamp clock_timestamp timeofday random random_normal setseed gen_random_uuid uuidv4 uuidv7 uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 ' +
    'gen_random_bytes gen_salt nextval txid_current pg_current_xact_id pg_backend_pid pg_current_wal_lsn'
  ).split(' '),
)

const values: ReadonlySet<string> = new Set(['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp'])

/** Statements that only say what is to be done later, such as the default of a new table. */
const forLater: ReadonlySet<string> = new Set(['CreateStmt', 'CreateFunctionStmt', 'CreateTrigStmt', 'CreateDomainStmt', 'RuleStmt', 'ViewStmt', 'CreatePolicyStmt', 'AlterPolicyStmt', 'CommentStmt', 'IndexStmt'])

/**
 * What a statement calls, while it runs, that gives other values each time: `now`, `random`, `nextval`. Of a DO block the words of its body, for only the server can take that apart.
 * Empty for text that does not parse.
 */
export async function callsOfChance({ text }: Pick<ScriptStatement, 'text'>): Promise<string[]> {
  if (!mayCall(text)) return []
  const grammar = await import('libpg-query')
  const found = new Set<string>()
  try {
    for (const { stmt } of (await grammar.parse(text)).stmts ?? []) {
      const [kind = '', node] = Object.entries(stmt ?? {})[0] ?? []
      if (kind === 'DoStmt') for (const word of wordsOf(JSON.stringify(node))) found.add(word)
      else if (!forLater.has(kind)) visit(node, found)
    }
  } catch {
    return []
  }
  return [...found].toSorted()
}

/** Cheap: most statements hold none of these words. */
function mayCall(text: string): boolean {
  return wordsOf(text).length > 0
}

function wordsOf(text: string): string[] {
  return [...new Set((text.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? []).filter((word) => functions.has(word) || values.has(word)))]
}

function visit(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) for (const item of node as readonly unknown[]) visit(item, found)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const members = node as Readonly<Record<string, unknown>>
  note(members, found)
  // SET DEFAULT is for rows to come; ADD COLUMN fills those that are there.
  if (members['subtype'] === 'AT_ColumnDefault') return
  for (const member of Object.values(members)) visit(member, found)
}

function note({ FuncCall, SQLValueFunction }: Readonly<Record<string, unknown>>, found: Set<string>): void {
  const names = (FuncCall as { funcname?: { String?: { sval?: string } }[] } | undefined)?.funcname ?? []
  const name = names.at(-1)?.String?.sval
  if (name !== undefined && functions.has(name)) found.add(name)
  const value = (SQLValueFunction as { op?: string } | undefined)?.op?.replace(/^SVFOP_/, '').replace(/_N$/, '').toLowerCase()
  if (value !== undefined && values.has(value)) found.add(value)
}
