import type { Fact, Json } from '../../schema/fact.ts'

/** Stands for a value that is secret: it is set, and not read. */
export const secretMarker = { secret: true } as const

/** Options whose values are or open a secret: libpq's, and what other wrappers call theirs. */
const secret = /pass(word|phrase|wd|code|file)?$|secret|token|credential|(api|access|private)_?key|sslkey$|scram_(client|server)_key|jwt/i

/** `name=value` texts of a catalog (pg_options_to_table would need a row each) as a record; what is secret becomes `{secret: true}`. */
export function readOptions(options: unknown): Readonly<Record<string, Json>> {
  const read: Record<string, Json> = {}
  for (const option of Array.isArray(options) ? options : []) {
    const text = String(option)
    const end = text.indexOf('=')
    const name = text.slice(0, end)
    read[name] = secret.test(name) ? secretMarker : text.slice(end + 1)
  }
  return read
}

export function optionsOf(fact: Fact): Readonly<Record<string, Json>> {
  return (fact.data['options'] ?? {}) as Readonly<Record<string, Json>>
}
