import { rewriteBasis } from '../column-rewrites.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'

export const setLoggedAccessmethodTablespace: Rule = {
  id: 'S121',
  name: 'set-logged-accessmethod-tablespace',
  severity: 'warning',
  scales: true,
  summary: 'A table is made logged or unlogged, or moved to another access method or tablespace.',
  danger: 'The table is written anew or copied under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile. An unlogged table is empty after a crash and is not replicated.',
  safe: 'Do it in a maintenance window, or make a new table as wanted and move the rows over in batches.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'ALTER TABLE orders SET UNLOGGED;',
    good: 'CREATE UNLOGGED TABLE orders_import (id bigint PRIMARY KEY);',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

const changes: Readonly<Record<string, string>> = { AT_SetLogged: 'made logged', AT_SetUnLogged: 'made unlogged', AT_SetAccessMethod: 'given another access method', AT_SetTableSpace: 'moved to another tablespace' }

function check(command: TableCommand): Finding | undefined {
  const change = changes[command.subtype]
  const basis = change && rewriteBasis(command, true)
  return basis ? { message: `${command.table} is written anew with its indexes, because it is ${change}; reads and writes wait.`, basis } : undefined
}
