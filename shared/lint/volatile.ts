import type { Node } from '@pgsql/types'
import { findNodes, nodeAs, nodesAs, nameOfList, optionText, stringsOf } from '../sql/parse-tree.ts'
import type { Fact } from '../schema/fact.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import type { LintContext, LintStatement } from './rule.ts'
import { earlierOn } from './earlier.ts'

/** Functions of pg_catalog and of the common extensions that a default may call and that pg_proc calls volatile (PostgreSQL 13 to 18). */
const builtIn = new Set(
  (
    'clock_timestamp currval gen_random_bytes gen_random_uuid gen_salt lastval nextval pg_advisory_lock pg_advisory_xact_lock pg_backend_pid pg_current_wal_lsn ' +
    'pg_current_xact_id pg_sleep random random_normal random_zipfian setseed setval statement_counter timeofday txid_current uuid_generate_v1 uuid_generate_v1mc ' +
    'uuid_generate_v4 uuidv4 uuidv7'
  ).split(' '),
)

/** The first volatile function that an expression calls; one of the schema counts as what its facts or the batch say. */
export function volatileCall(expression: Node | undefined, statement: LintStatement, context: LintContext): { name: string; location: number | undefined } | undefined {
  for (const call of findNodes(expression, 'FuncCall')) {
    const parts = stringsOf(call.funcname)
    const name = parts.at(-1) ?? ''
    if (isVolatile(parts, statement, context)) return { name, location: call.location }
  }
  return undefined
}

function isVolatile(parts: readonly string[], statement: LintStatement, context: LintContext): boolean {
  const name = parts.at(-1) ?? ''
  if (parts[0] !== 'pg_catalog') {
    const own = ownVolatility(nameOfList(parts.map((sval) => ({ String: { sval } })), context.schema), statement, context)
    if (own !== undefined) return own
  }
  return builtIn.has(name)
}

/** Functions are volatile unless they say something else. */
function ownVolatility(name: string, statement: LintStatement, context: LintContext): boolean | undefined {
  const made = nodeAs(earlierOn(`function ${name}`, statement, context).at(-1)?.node, 'CreateFunctionStmt')
  if (made) {
    const volatility = nodesAs(made.options, 'DefElem').find(({ defname }) => defname === 'volatility')
    return volatility === undefined || optionText(volatility.arg) === 'volatile'
  }
  const facts = context.before ? functionsIn(context.before).get(name) ?? [] : []
  return facts.length === 0 ? undefined : facts.some(({ data }) => data['volatility'] === undefined)
}

const functions = new WeakMap<Snapshot, Map<string, Fact[]>>()

/** Functions of a schema by their names, without their arguments. */
function functionsIn(snapshot: Snapshot): Map<string, Fact[]> {
  const known = functions.get(snapshot)
  if (known) return known
  const byName = new Map<string, Fact[]>()
  for (const fact of snapshot.facts.values()) {
    if (fact.kind !== 'function') continue
    const name = fact.id.slice('function:'.length, fact.id.lastIndexOf('('))
    byName.set(name, [...(byName.get(name) ?? []), fact])
  }
  functions.set(snapshot, byName)
  return byName
}
