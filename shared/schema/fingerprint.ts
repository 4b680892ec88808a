import type { Fact, Json } from './fact.ts'
import type { Snapshot } from './snapshot.ts'

/** SHA-256 of a text's UTF-8, in hex; the host has it, this folder does not. */
export type Hash = (text: string) => string

/** JSON with the members of every object sorted, so that equal values have one text. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`
  const members = value as Readonly<Record<string, Json>>
  const names = Object.keys(members)
    .filter((name) => members[name] !== undefined)
    .toSorted()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(members[name] as Json)}`).join(',')}}`
}

function canonicalFact(fact: Fact): string {
  return `${JSON.stringify(fact.id)} ${JSON.stringify(fact.parent)} ${canonicalJson(fact.data)}`
}

/** What is compared of a snapshot, as one hash: equal for two snapshots without a difference, whatever order their facts were read in. */
export function fingerprint(snapshot: Snapshot, hash: Hash): string {
  const lines = [...snapshot.facts.values()].map(canonicalFact).toSorted()
  return hash(['strata-schema-1', ...lines].join('\n'))
}
