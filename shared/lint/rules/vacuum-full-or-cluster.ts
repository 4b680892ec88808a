import { nodeAs, nodesAs, optionText, relationName } from '../../sql/parse-tree.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'

export const vacuumFullOrCluster: Rule = {
  id: 'S119',
  name: 'vacuum-full-or-cluster',
  severity: 'error',
  scales: true,
  summary: 'VACUUM FULL or CLUSTER writes a table anew.',
  danger: 'The table and its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile, and the disk has to hold both for a while.',
  safe: 'Leave it to a plain VACUUM, or use pg_repack, which works beside reads and writes; from PostgreSQL 19 on, REPACK CONCURRENTLY.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'CLUSTER orders USING orders_pkey;',
    good: 'VACUUM orders;',
  },
  statement: check,
}

function check({ node }: LintStatement, context: LintContext): Finding[] {
  const cluster = nodeAs(node, 'ClusterStmt')
  if (cluster) return [finding(cluster.relation ? relationName(cluster.relation, context.schema) : undefined)]
  const vacuum = nodeAs(node, 'VacuumStmt')
  const full = nodesAs(vacuum?.options, 'DefElem').findLast(({ defname }) => defname === 'full')
  if (!vacuum?.is_vacuumcmd || !full || /^(off|false|0)$/i.test(full.arg ? optionText(full.arg) : '')) return []
  const tables = nodesAs(vacuum.rels, 'VacuumRelation').map(({ relation }) => relationName(relation, context.schema))
  return tables.length === 0 ? [finding(undefined)] : tables.map(finding)
}

function finding(table: string | undefined): Finding {
  return { message: `${table ?? 'Every table'} is written anew with all its indexes; reads and writes of it wait.`, ...(table !== undefined && { subject: table }) }
}
