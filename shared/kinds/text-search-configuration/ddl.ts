import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema, textOf } from '../naming.ts'

type Mappings = Readonly<Record<string, readonly string[]>>
const mappingsOf = (fact: Fact) => (fact.data['mappings'] ?? {}) as Mappings
const head = (fact: Fact) => `ALTER TEXT SEARCH CONFIGURATION ${nameInSchema(fact)}`

/** Token types with the same dictionaries share a statement. */
function mapping(fact: Fact, verb: 'ADD' | 'ALTER', mappings: Mappings): ActionDraft[] {
  const groups = new Map<string, string[]>()
  for (const [token, dictionaries] of Object.entries(mappings).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = dictionaries.join(', ')
    groups.set(key, [...(groups.get(key) ?? []), quoteIdentifier(token)])
  }
  return [...groups].map(([dictionaries, tokens]) => ({ sql: `${head(fact)} ${verb} MAPPING FOR ${tokens.join(', ')} WITH ${dictionaries}` }))
}

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE TEXT SEARCH CONFIGURATION ${nameInSchema(fact)} (PARSER = ${textOf(fact, 'parser') ?? ''})` }, ...mapping(fact, 'ADD', mappingsOf(fact))]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TEXT SEARCH CONFIGURATION ${nameInSchema(fact)}` }]
}

export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  if (textOf(before, 'parser') !== textOf(after, 'parser')) return null
  const old = mappingsOf(before)
  const wanted = mappingsOf(after)
  const gone = Object.keys(old).filter((token) => !(token in wanted))
  const pick = (keep: (token: string) => boolean) => Object.fromEntries(Object.entries(wanted).filter(([token]) => keep(token)))
  return [
    ...(gone.length > 0 ? [{ sql: `${head(after)} DROP MAPPING FOR ${gone.map(quoteIdentifier).join(', ')}` }] : []),
    ...mapping(after, 'ALTER', pick((token) => token in old && old[token]?.join() !== wanted[token]?.join())),
    ...mapping(after, 'ADD', pick((token) => !(token in old))),
  ]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TEXT SEARCH CONFIGURATION', before, after)
}
