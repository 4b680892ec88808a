import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { nameInSchema } from '../naming.ts'
import type { Attribute } from './catalog.sql.ts'

export const attributesOf = (fact: Fact) => fact.data['attributes'] as unknown as readonly Attribute[]
export const collate = ({ collation }: Attribute) => (collation === undefined ? '' : ` COLLATE ${collation}`)
export const definition = (attribute: Attribute) => `${quoteIdentifier(attribute.name)} ${attribute.type}${collate(attribute)}`

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE TYPE ${nameInSchema(fact)} AS (${attributesOf(fact).map(definition).join(', ')})` }]
}
