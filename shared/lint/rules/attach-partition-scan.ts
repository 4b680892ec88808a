import { alteredTable, nodeAs, relationName } from '../../sql/parse-tree.ts'
import { earlierOn } from '../earlier.ts'
import type { Finding, Rule } from '../rule.ts'
import { constraintFacts } from '../schema-facts.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, scans } from '../traced.ts'

export const attachPartitionScan: Rule = {
  id: 'S117',
  name: 'attach-partition-scan',
  severity: 'warning',
  scales: true,
  summary: 'A table is attached as a partition and read from end to end for that.',
  danger: 'Every row of the table is tested against the bounds of the partition under ACCESS EXCLUSIVE; if there is a default partition, it is read too.',
  safe: 'Give the table a check that says the same as the bounds, as NOT VALID and then validated; ATTACH PARTITION reads nothing then. Drop the check afterwards.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint, year int NOT NULL) PARTITION BY LIST (year);\nCREATE TABLE orders_2026 (id bigint, year int NOT NULL);\nCREATE TABLE orders_2027 (id bigint, year int NOT NULL, CONSTRAINT orders_2027_year CHECK (year = 2027));',
    bad: 'ALTER TABLE orders ATTACH PARTITION orders_2026 FOR VALUES IN (2026);',
    good: 'ALTER TABLE orders_2026 ADD CONSTRAINT orders_2026_year CHECK (year = 2026) NOT VALID;\nALTER TABLE orders_2026 VALIDATE CONSTRAINT orders_2026_year;\nALTER TABLE orders ATTACH PARTITION orders_2026 FOR VALUES IN (2026);',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { subtype, command: attach, statement, context } = command
  const partition = subtype === 'AT_AttachPartition' ? nodeAs(attach.def, 'PartitionCmd')?.name : undefined
  if (!partition) return undefined
  const child = relationName(partition, context.schema)
  const basis = decide(scans(statement, child), !hasCheck(child, command))
  return basis && { message: `${child} is read from end to end to test its rows against the bounds of the partition; reads and writes of it wait.`, subject: child, basis }
}

/** Whether it says the same as the bounds, only the server knows: by the text, any valid check counts. */
function hasCheck(child: string, { context, statement }: TableCommand): boolean {
  if (constraintFacts(context, child).some(({ data }) => data['type'] === 'check' && data['notValid'] !== true)) return true
  return earlierOn(`alter ${child}`, statement, context).some((one) =>
    alteredTable(one.node, context.schema)?.commands.some(({ subtype, constraint }) => subtype === 'AT_ValidateConstraint' || (constraint?.contype === 'CONSTR_CHECK' && !constraint.skip_validation)),
  )
}
