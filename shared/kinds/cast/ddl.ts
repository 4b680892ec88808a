import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { textIn } from '../fact-data.ts'

/** `source AS target`: types as PostgreSQL prints them, so they are not quoted again. */
const types = ({ path: [source = '', target = ''] }: Fact) => `(${source} AS ${target})`

export function create(fact: Fact): readonly ActionDraft[] {
  const called = textIn(fact, 'function')
  const how = called !== undefined ? `WITH FUNCTION ${called}` : textIn(fact, 'method') === 'INOUT' ? 'WITH INOUT' : 'WITHOUT FUNCTION'
  const context = textIn(fact, 'context')
  return [{ sql: `CREATE CAST ${types(fact)} ${how}${context === undefined ? '' : ` AS ${context}`}` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP CAST ${types(fact)}` }]
}
