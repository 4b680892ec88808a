import { expect, test } from 'vitest'
import { isNewerFormat, parseContents } from './archive.ts'
import { newBackupId } from './backup-folder.ts'
import { compareWithManifest } from './comparison.ts'
import { perhapsTooSmall, surelyTooSmall } from './disk-space.ts'
import { highestVersion } from './highest-version.ts'
import { toolVariables } from './run-tool.ts'

const at = new Date('2026-11-22T19:30:00.123Z')

test('an id says database, version and time, and is fit for a file name', () => {
  expect(newBackupId('shop', '12', at)).toMatch(/^shop_v12_20261122T193000Z_[0-9a-f]{4}$/)
  expect(newBackupId('shop', null, at)).toMatch(/^shop_20261122T193000Z_[0-9a-f]{4}$/)
  expect(newBackupId('../Meine DB', '1.2', at)).toMatch(/^Meine-DB_v1\.2_/)
  expect(newBackupId('数据库', '1', at)).toMatch(/^database_v1_/)
})

test('the version of a database is the highest that is applied and not undone', () => {
  const row = (version: string, type = 'SQL', success = true) => ({ version, type, success })
  expect(highestVersion([row('2'), row('10'), row('9.1')])).toBe('10')
  expect(highestVersion([row('1'), row('2'), row('2', 'UNDO_SQL')])).toBe('1')
  expect(highestVersion([row('1'), row('2', 'SQL', false)])).toBe('1')
  expect(highestVersion([row('1'), row('1', 'UNDO_SQL'), row('1')])).toBe('1')
  expect(highestVersion([row('1'), row('1', 'DELETE')])).toBeNull()
})

test('what pg_restore says of an archive is read', () => {
  const list = [';', '; Archive created at 2026-11-22 19:59:33 UTC', ';     TOC Entries: 35', ';     Dumped from database version: 16.4 (Debian 16.4-1)', ';     Dumped by pg_dump version: 17.2', ';', '8; 2615 16553 SCHEMA - app postgres', '2; 3079 16388 EXTENSION - hstore ']
  expect(parseContents(list)).toEqual({ entries: 2, fromMajor: 16, clientMajor: 17 })
  expect(isNewerFormat(['pg_restore: error: unsupported version (1.16) in file header'])).toBe(true)
  expect(isNewerFormat(['pg_restore: error: could not read from input file: end of file'])).toBe(false)
})

test('a restored database is compared table by table, both ways', () => {
  const locale = { encoding: 'UTF8', collate: 'C', ctype: 'C', provider: 'c', locale: null }
  const table = (name: string, rows: number) => ({ schema: 'app', name, rows, bytes: 0 })
  const manifest = { tables: [table('a', 1), table('b', 2), table('c', 3)], extensions: ['hstore'], locale }
  expect(compareWithManifest(manifest, { tables: manifest.tables, extensions: ['plpgsql', 'hstore'], locale })).toEqual([])
  expect(compareWithManifest(manifest, { tables: [table('a', 1), table('b', 1), { schema: 'app', name: 'd', rows: 'could not be counted: denied' }], extensions: [], locale: { ...locale, collate: 'de_DE', encoding: 'LATIN1' } })).toEqual([
    { subject: 'Table app.b', expected: '2 rows', found: '1 row' },
    { subject: 'Table app.c', expected: '3 rows', found: 'no such table' },
    { subject: 'Table app.d', expected: 'no such table', found: 'could not be counted: denied' },
    { subject: 'Extension hstore', expected: 'installed', found: 'not installed' },
    { subject: 'Encoding', expected: 'UTF8', found: 'LATIN1' },
    { subject: 'Collation of the database', expected: 'C', found: 'de_DE (characters: C)' },
  ])
})

test('only a disk that surely is too small is refused beforehand', () => {
  expect([surelyTooSmall(1_000_000, 100_000_000), perhapsTooSmall(1_000_000, 100_000_000)]).toEqual([true, true])
  expect([surelyTooSmall(50_000_000, 100_000_000), perhapsTooSmall(50_000_000, 100_000_000)]).toEqual([false, true])
})

test('a client program gets the settings of the call, and none that could lead it to another server', () => {
  const own = { PATH: '/bin', PGHOST: 'elsewhere', PGPASSWORD: 'other', PGPASSFILE: '/home/mia/.pgpass', STRATA_KEY: 'secret', LANG: 'de_DE', LC_MESSAGES: 'de_DE' }
  expect(toolVariables(own, { PGHOST: 'here' })).toEqual({ PATH: '/bin', PGPASSFILE: '/home/mia/.pgpass', LC_ALL: 'C', PG_COLOR: 'never', PGHOST: 'here' })
})
