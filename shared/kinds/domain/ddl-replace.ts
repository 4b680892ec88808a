import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { replaceType } from '../type-replacement/ddl.ts'
import { createWhole } from './ddl-create.ts'

/** A new domain with all its constraints; the values go over as text. */
export function replaceDomain(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  return replaceType(before, after, at, { create: createWhole(after, at), phrase: 'DOMAIN', using: (column, type) => `${column}::text::${type}` })
}
