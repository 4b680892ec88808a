import { nodeAs, relationName } from '../../sql/parse-tree.ts'
import { outsideTransaction } from '../edits.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, locks } from '../traced.ts'

export const detachPartitionBlocking: Rule = {
  id: 'S118',
  name: 'detach-partition-blocking',
  severity: 'warning',
  since: 14,
  summary: 'A partition is detached without CONCURRENTLY.',
  danger: 'DETACH PARTITION takes ACCESS EXCLUSIVE on the partitioned table: it waits for every query on any partition, and later queries wait behind it.',
  safe: 'DETACH PARTITION ... CONCURRENTLY in a file of its own, which runs outside a transaction; it needs a table without a default partition.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint, year int NOT NULL) PARTITION BY LIST (year);\nCREATE TABLE orders_2026 PARTITION OF orders FOR VALUES IN (2026);',
    bad: 'ALTER TABLE orders DETACH PARTITION orders_2026;',
    good: 'ALTER TABLE orders DETACH PARTITION orders_2026 CONCURRENTLY;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check({ subtype, command, table, statement, context }: TableCommand): Finding | undefined {
  const detach = subtype === 'AT_DetachPartition' ? nodeAs(command.def, 'PartitionCmd') : undefined
  if (!detach || detach.concurrent) return undefined
  const basis = decide(locks(statement, ['ACCESS EXCLUSIVE'], table), true)
  if (!basis) return undefined
  const child = relationName(detach.name, context.schema)
  const fix = outsideTransaction(statement, context.file, `${statement.text} CONCURRENTLY`, 'Detach it with CONCURRENTLY', `detach ${detach.name?.relname ?? 'partition'}`)
  return { message: `Reads and writes of ${table} and all its partitions wait until ${child} is detached and the transaction has ended.`, basis, ...(!/\bfinalize$/i.test(statement.text) && { fix }) }
}
