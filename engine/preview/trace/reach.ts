import type pg from 'pg'
import { qualified } from '#shared/sql/quote.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import { walkTree, type Tree } from './parse.ts'
import { foreignSql, riskyFunctionsSql, riskyTriggersSql, type ForeignRow, type RiskyFunctionRow, type RiskyTriggerRow } from './reach.sql.ts'
import { bodyReason, calledFunctions, riskyWords } from './skip-reason.ts'
import { named, namesWritten } from './written-names.ts'

/** What of a database reaches beyond it: functions, triggers that call them, and relations whose rows are elsewhere. */
export interface Reach {
  functions: readonly RiskyFunctionRow[]
  triggers: readonly RiskyTriggerRow[]
  foreign: readonly ForeignRow[]
}

export async function readReach(client: pg.Client): Promise<Reach> {
  const functions = (await client.query<RiskyFunctionRow>(riskyFunctionsSql, [riskyWords])).rows
  const triggers = functions.length === 0 ? [] : (await client.query<RiskyTriggerRow>(riskyTriggersSql, [functions.map(({ oid }) => oid)])).rows
  return { functions, triggers, foreign: (await client.query<ForeignRow>(foreignSql)).rows }
}

const readers = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'CopyStmt', 'TruncateStmt', 'RefreshMatViewStmt', 'CreateTableAsStmt', 'VacuumStmt', 'LockStmt', 'ExplainStmt', 'DoStmt', 'CallStmt', 'ExecuteStmt'])

/** Why a statement would act beyond the database through what is in it. */
export async function reachReason({ functions, triggers, foreign }: Reach, tree: Tree, { text, command }: ScriptStatement): Promise<string | undefined> {
  const [type = ''] = Object.keys(tree)
  const words = new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu))
  const called = type === 'DoStmt' ? words : new Set(calledFunctions(tree))
  const risky = functions.find(({ name }) => called.has(name))
  if (risky) return functionWords(risky, functions)
  if (!readers.has(type)) return undefined
  const far = foreign.find(({ schema, name }) => (type === 'DoStmt' ? words.has(name.toLowerCase()) : mentions(tree, schema, name)))
  if (far) return `${qualified(far.schema, far.name)} has its rows on another server.`
  if (type === 'VacuumStmt' && foreign.length > 0 && !Array.isArray((tree[type] as Tree)['rels'])) return 'It would read foreign tables on another server.'
  if (triggers.length === 0) return undefined
  const written = await namesWritten(text, command)
  const fired = triggers.find(written)
  return fired && `Trigger ${fired.trigger} on ${qualified(fired.schema, fired.name)} calls ${functionWords(functions.find(({ name }) => name === fired.function), functions)}`
}

function mentions(tree: Tree, schema: string, name: string): boolean {
  let found = false
  walkTree(tree, (_type, node) => {
    found ||= named(node).some((one) => one.name === name && (one.schema === undefined || one.schema === schema))
  })
  return found
}

function functionWords(risky: RiskyFunctionRow | undefined, functions: readonly RiskyFunctionRow[]): string {
  if (!risky) return 'a function that acts outside of the database.'
  if (risky.reason !== null) return `${risky.name}() ${risky.reason}.`
  const direct = bodyReason(risky.body)
  if (direct !== undefined) return `${risky.name}(), and in it ${direct[0]?.toLowerCase()}${direct.slice(1)}`
  const through = functions.find(({ name }) => name !== risky.name && risky.body.toLowerCase().includes(name.toLowerCase()))
  return `${risky.name}()${through ? ` and through it ${through.name}()` : ''}, which acts outside of the database.`
}
