import type { Node } from '@pgsql/types'
import { alteredTable, droppedNames, nameOfList, nodeAs, relationName } from '../sql/parse-tree.ts'
import type { LintContext, LintFile, LintStatement } from './rule.ts'

/** What a statement works on, as far as later ones are judged by it: `alter public.orders`. */
type Subject = `${'alter' | 'index' | 'drop-index' | 'domain' | 'function'} ${string}`

interface Index {
  schema: string
  order: ReadonlyMap<LintStatement, number>
  bySubject: ReadonlyMap<string, readonly LintStatement[]>
}

const built = new WeakMap<readonly LintFile[], Index>()

/** Statements on one subject that run before a statement, in files before it or in its own; those inside of DO blocks too. */
export function earlierOn(subject: Subject, statement: LintStatement, context: LintContext): readonly LintStatement[] {
  const { order, bySubject } = indexOf(context)
  const at = order.get(statement) ?? -1
  return (bySubject.get(subject) ?? []).filter((one) => (order.get(one) ?? at) < at)
}

function indexOf({ files, schema }: LintContext): Index {
  const known = built.get(files)
  if (known?.schema === schema) return known
  const order = new Map<LintStatement, number>()
  const bySubject = new Map<string, LintStatement[]>()
  for (const statement of files.flatMap(({ statements }) => statements).flatMap((one) => [one, ...one.inner])) {
    order.set(statement, order.size)
    for (const subject of statement.node ? subjectsOf(statement.node, schema) : []) {
      const list = bySubject.get(subject)
      if (list) list.push(statement)
      else bySubject.set(subject, [statement])
    }
  }
  const index = { schema, order, bySubject }
  built.set(files, index)
  return index
}

function subjectsOf(node: Node, schema: string): Subject[] {
  const altered = alteredTable(node, schema)
  if (altered) return [`alter ${altered.table}`]
  const index = nodeAs(node, 'IndexStmt')
  if (index) return [`index ${relationName({ schemaname: index.relation?.schemaname, relname: index.idxname }, schema)}`]
  const domain = nodeAs(node, 'CreateDomainStmt')
  if (domain) return [`domain ${nameOfList(domain.domainname, schema)}`]
  const made = nodeAs(node, 'CreateFunctionStmt')
  if (made) return [`function ${nameOfList(made.funcname, schema)}`]
  const drop = nodeAs(node, 'DropStmt')
  return drop?.removeType === 'OBJECT_INDEX' ? droppedNames(drop, schema).map((name): Subject => `drop-index ${name}`) : []
}
