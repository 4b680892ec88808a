import type { Manifest, RestoreResult } from '#shared/contract/backups.ts'

export interface FoundDatabase {
  tables: { schema: string; name: string; /** Words where they could not be counted. */ rows: number | string }[]
  extensions: string[]
  locale: Manifest['locale']
}

type Difference = RestoreResult['differences'][number]

/** What a restored database has otherwise than the manifest says. */
export function compareWithManifest(manifest: Pick<Manifest, 'tables' | 'extensions' | 'locale'>, found: FoundDatabase): Difference[] {
  return [...tableDifferences(manifest, found), ...extensionDifferences(manifest, found), ...localeDifferences(manifest, found)]
}

function tableDifferences(manifest: Pick<Manifest, 'tables'>, found: FoundDatabase): Difference[] {
  const expected = new Map(manifest.tables.map((table) => [label(table), table.rows]))
  const present = new Map(found.tables.map((table) => [label(table), table.rows]))
  const missing = [...expected].filter(([name, rows]) => present.get(name) !== rows)
  const extra = [...present.keys()].filter((name) => !expected.has(name))
  return [
    ...missing.map(([name, rows]) => ({ subject: `Table ${name}`, expected: count(rows), found: present.has(name) ? count(present.get(name) ?? 0) : 'no such table' })),
    ...extra.map((name) => ({ subject: `Table ${name}`, expected: 'no such table', found: count(present.get(name) ?? 0) })),
  ]
}

function extensionDifferences(manifest: Pick<Manifest, 'extensions'>, found: FoundDatabase): Difference[] {
  return manifest.extensions.filter((name) => !found.extensions.includes(name)).map((name) => ({ subject: `Extension ${name}`, expected: 'installed', found: 'not installed' }))
}

function localeDifferences({ locale }: Pick<Manifest, 'locale'>, found: FoundDatabase): Difference[] {
  if (!locale || !found.locale) return []
  const pairs = [['Encoding', locale.encoding, found.locale.encoding], ['Collation of the database', collation(locale), collation(found.locale)]] as const
  return pairs.filter(([, expected, now]) => expected !== now).map(([subject, expected, now]) => ({ subject, expected, found: now }))
}

function collation({ collate, ctype, locale }: NonNullable<Manifest['locale']>): string {
  return locale ?? (collate === ctype ? collate : `${collate} (characters: ${ctype})`)
}

function label({ schema, name }: { schema: string; name: string }): string {
  return `${schema}.${name}`
}

function count(rows: number | string): string {
  return typeof rows === 'string' ? rows : rows === 1 ? '1 row' : `${rows} rows`
}
