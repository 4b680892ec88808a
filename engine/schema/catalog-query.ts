import type { CatalogQuery, ServerFacts } from '#shared/schema/kind.ts'

/** What the queries of one reading have in common. */
export interface Reading {
  server: ServerFacts
  schemas: readonly string[] | null
  /** Queries that were refused in an earlier attempt: they are guarded now. */
  refused: ReadonlySet<CatalogQuery>
}

/** A query with those of the parameters that it names: PostgreSQL refuses others, and gaps in their numbers. */
export function withParameters(text: string, values: readonly unknown[]): { text: string; values: unknown[] } {
  const used = values.flatMap((value, index) => (text.includes(`$${index + 1}`) ? [{ value, name: `$${index + 1}` }] : []))
  return { text: used.reduce((sql, { name }, index) => sql.replaceAll(name, `$${index + 1}`), text), values: used.map(({ value }) => value) }
}
