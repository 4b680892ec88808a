import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Manifest } from '#shared/contract/backups.ts'
import type { DumpChoice } from '#shared/contract/backups-making.ts'
import { findClientTools } from '#engine/backups/client-tools.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { exportBackup } from '#engine/backups/export-backup.ts'
import { importDump } from '#engine/backups/import/import-dump.ts'
import { deleteBackup, findBackup } from '#engine/backups/manifests.ts'
import { openArchive, openFolder } from '#engine/backups/open-archive.ts'
import { restoreAndRemember } from '#engine/backups/remember-restore.ts'
import type { Engine, Vault } from '#engine/engine.ts'
import { backupsOperations } from '#engine/operations/backups.ts'
import { newName, shopDatabase } from './shop.ts'
import { environmentAt, recorder, temporaryFolder, testEngine } from './support.ts'

function vault(): Vault {
  const secrets = new Map<string, string>()
  return { info: { kind: 'key_file', safe: true, note: '' }, get: async (key) => secrets.get(key), set: async (key, secret) => void secrets.set(key, secret), delete: async (key) => void secrets.delete(key) }
}

function engineAt(url: string): Engine {
  return { ...testEngine([environmentAt(url)]), vault: vault() }
}

function make(engine: Engine, choice: DumpChoice): Promise<Manifest> {
  return createBackup(engine, engine.environments.get('shop'), { ...recorder(), reason: '', trigger: 'manual', choice })
}

async function tool(name: string, ...given: string[]): Promise<Buffer> {
  const [client] = await findClientTools()
  return execFileSync(join(client?.folder ?? '', name), given, { maxBuffer: 1e9 })
}

const rowsOf = ({ tables }: Manifest) => Object.fromEntries(tables.map(({ schema, name, rows }) => [`${schema}.${name}`, rows]))
const counts = { 'app.Order Items': 5000, 'public.customers': 100, 'public.empty': 0, 'public.parts_2026': 70, 'public.flyway_schema_history': 4 }

test.each([{ format: 'custom' as const }, { format: 'directory' as const, jobs: 2 }])('an encrypted backup in the format $format holds nothing that can be read, and is restored where the key is', async (choice) => {
  const database = await shopDatabase()
  const engine = engineAt(database.url)
  const environment = engine.environments.get('shop')
  const manifest = await make(engine, { ...choice, encrypt: true, globals: true, compression: 'none' })
  expect(manifest).toMatchObject({ encryption: { method: 'age', recipient: expect.stringMatching(/^age1/) }, globals: { file: expect.stringMatching(/\.globals\.sql\.age$/) } })
  const files = statSync(manifest.file).isDirectory() ? readdirSync(manifest.file).map((name) => join(manifest.file, name)) : [manifest.file]
  for (const file of [...files, manifest.globals?.file ?? '']) expect(readFileSync(file).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  const stored = await findBackup(engine, manifest.id)
  expect(stored.backup.condition).toBe('ok')
  const restored = await restoreAndRemember(engine, stored, environment, { ...recorder(), into: newName(), reason: '' })
  expect(restored).toMatchObject({ outcome: 'verified', differences: [] })
  expect(readdirSync(openFolder(engine))).toEqual([])
  const locked = openArchive({ ...engine, vault: vault() }, stored, recorder())
  await expect(locked).rejects.toMatchObject({ code: 'backup_locked' })
  const other = { ...engine, vault: vault() }
  await backupsOperations(other).revealKey({}, {})
  await expect(openArchive(other, stored, recorder())).rejects.toMatchObject({ code: 'backup_locked' })
  const { key } = await backupsOperations(engine).revealKey({}, {})
  await expect(backupsOperations(other).importKey({ key: 'nonsense' }, {})).rejects.toMatchObject({ code: 'bad_request' })
  await backupsOperations(other).importKey({ key: `# kept in the safe\n${key}\n` }, {})
  const opened = await openArchive(other, stored, recorder())
  expect(statSync(opened.path).mode & 0o77).toBe(0)
  await opened.dispose()
})

test('what a killed process has decrypted goes at the next opening', async () => {
  const database = await shopDatabase()
  const engine = engineAt(database.url)
  const manifest = await make(engine, { encrypt: true, content: 'schema' })
  mkdirSync(openFolder(engine), { recursive: true })
  const left = join(openFolder(engine), `left-behind.${readdirSync(dirname(manifest.file)).length}-99999999.partial`)
  const { PartialArchive } = await import('#engine/backups/backup-folder.ts')
  const own = await PartialArchive.create(openFolder(engine), 'mine')
  writeFileSync(own.file.replace(`-${process.pid}.`, '-99999999.'), 'secret')
  const opened = await openArchive(engine, await findBackup(engine, manifest.id), recorder())
  expect(readdirSync(openFolder(engine)).filter((name) => name.includes('99999999'))).toEqual([])
  expect(left).toContain('partial')
  await opened.dispose()
  await own.discard()
})

test('without a vault that keeps it, no key is made and no backup either', async () => {
  const database = await shopDatabase()
  const engine = testEngine([environmentAt(database.url)])
  await expect(make(engine, { encrypt: true })).rejects.toMatchObject({ code: 'vault_unavailable' })
})

test('an exported backup is the same elsewhere, also decrypted, and comes back with its manifest', async () => {
  const database = await shopDatabase()
  const engine = engineAt(database.url)
  const environment = engine.environments.get('shop')
  const manifest = await make(engine, { encrypt: true, globals: true })
  const stored = await findBackup(engine, manifest.id)
  const [sealed, plain] = [temporaryFolder(), temporaryFolder()]
  const copy = await exportBackup(engine, stored, { ...recorder(), folder: sealed, decrypt: false })
  expect(copy).toMatchObject({ encrypted: true, sha256: manifest.sha256 })
  expect(readdirSync(sealed).toSorted()).toEqual([`${manifest.id}.dump.age`, `${manifest.id}.globals.sql.age`, `${manifest.id}.json`])
  await exportBackup(engine, stored, { ...recorder(), folder: plain, decrypt: true })
  expect(readFileSync(join(plain, `${manifest.id}.globals.sql`), 'utf8')).toContain('CREATE ROLE')
  expect((await tool('pg_restore', '--list', join(plain, `${manifest.id}.dump`))).toString()).toContain('TABLE DATA public customers')
  await expect(exportBackup(engine, stored, { ...recorder(), folder: sealed, decrypt: false })).rejects.toMatchObject({ code: 'already_exists' })
  await expect(exportBackup(engine, stored, { ...recorder(), folder: join(sealed, 'nowhere'), decrypt: false })).rejects.toMatchObject({ code: 'not_found' })
  const again = { ...recorder(), reason: '', file: join(sealed, `${manifest.id}.dump.age`) }
  await expect(importDump(engine, environment, again)).rejects.toMatchObject({ code: 'already_exists' })
  await deleteBackup(stored)
  const back = await importDump(engine, environment, again)
  expect(back).toMatchObject({ id: manifest.id, sha256: manifest.sha256, trigger: 'manual', globals: { sha256: manifest.globals?.sha256 } })
  expect(await findBackup(engine, manifest.id)).toMatchObject({ backup: { condition: 'ok' } })
})

test.each(['custom', 'directory', 'tar', 'plain', 'gzip', 'inserts'] as const)('a dump made elsewhere in the form %s is taken in with the rows that it holds', async (kind) => {
  const database = await shopDatabase('SELECT lo_from_bytea(0, $$one$$);')
  const engine = engineAt(database.url)
  const environment = engine.environments.get('shop')
  const folder = temporaryFolder()
  const file = join(folder, kind === 'gzip' ? 'dump.sql.gz' : 'their dump')
  const format = { custom: 'custom', directory: 'directory', tar: 'tar', plain: 'plain', gzip: 'plain', inserts: 'plain' }[kind]
  const text = await tool('pg_dump', `--format=${format}`, ...(kind === 'gzip' ? [] : [`--file=${file}`]), ...(kind === 'inserts' ? ['--rows-per-insert=7'] : []), `--dbname=${database.url}`)
  if (kind === 'gzip') writeFileSync(file, gzipSync(text))
  const manifest = await importDump(engine, environment, { ...recorder(), file, reason: 'from the agency' })
  expect(manifest).toMatchObject({ trigger: 'imported', reason: 'from the agency', by: 'mia@laptop', serverMajor: 15, migrationVersion: null, largeObjects: 1, format, extensions: ['hstore'], notes: [expect.stringContaining('rows were counted in the dump'), expect.anything()] })
  expect(manifest.scope).toBeUndefined()
  expect(rowsOf(manifest)).toEqual(counts)
  expect((await findBackup(engine, manifest.id)).backup).toMatchObject({ condition: 'ok', rowCount: 5174 })
  expect(readdirSync(dirname(manifest.file))).toHaveLength(2)
  if (kind === 'custom') expect((await restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...recorder(), into: newName(), reason: '' })).outcome).toBe('verified')
})

test('what is no whole dump, or could do something else than restore, is refused and leaves nothing', async () => {
  const database = await shopDatabase()
  const engine = engineAt(database.url)
  const environment = engine.environments.get('shop')
  const folder = temporaryFolder()
  const dump = (await tool('pg_dump', `--dbname=${database.url}`)).toString()
  const custom = await tool('pg_dump', '--format=custom', `--dbname=${database.url}`)
  const cases: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['meta.sql', dump.replace('\nSET lock_timeout', '\n\\! touch /tmp/strata-was-here\nSET lock_timeout'), /line \d+: it has the psql command \\!/],
    ['short.sql', dump.slice(0, dump.length - 200), /line|whole|unrestrict/],
    ['cut.sql', dump.slice(0, dump.indexOf('COPY public.customers') + 60), /in the middle of the rows/],
    ['hand.sql', 'SELECT 1;\n', /does not say which server/],
    ['short.dump', custom.subarray(0, custom.length - 3000), /cannot be restored/],
    ['sealed.age', 'age-encryption.org/v1\n-> X25519 a\n', /encrypted/],
    ['broken.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3]), /decompressed/],
  ]
  for (const [name, content, problem] of cases) {
    const file = join(folder, name)
    writeFileSync(file, content)
    await expect(importDump(engine, environment, { ...recorder(), file, reason: '' }), name).rejects.toMatchObject({ code: 'backup_unusable', message: expect.stringMatching(problem) })
  }
  await expect(importDump(engine, environment, { ...recorder(), file: folder, reason: '' })).rejects.toMatchObject({ code: 'backup_unusable', message: expect.stringContaining('toc.dat') })
  await expect(importDump(engine, environment, { ...recorder(), file: join(folder, 'gone'), reason: '' })).rejects.toMatchObject({ code: 'backup_unusable' })
  expect(readdirSync(join(engine.info.dataFolder, 'backups', environment.id))).toEqual([])
})
