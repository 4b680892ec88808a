import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import { checkBackup } from '#engine/backups/check-backup.ts'
import { findClientTools } from '#engine/backups/client-tools.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { findBackup } from '#engine/backups/manifests.ts'
import { restoreAndRemember } from '#engine/backups/remember-restore.ts'
import { newName, shopDatabase } from './shop.ts'
import { databasesFor, environmentAt, recorder, temporaryFolder, testEngine } from './support.ts'

afterEach(() => vi.unstubAllEnvs())

/** A folder with programs of these names: shell scripts. */
function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

/** 8 MB that do not compress: the backup surely begins and surely does not fit into 2 MB. */
const noise = 'CREATE EXTENSION pgcrypto; CREATE TABLE noise AS SELECT gen_random_bytes(1000) AS bytes FROM generate_series(1, 8000);'

/** A disk of 2 MB: a mounted one where that is allowed, or else a limit on the size of pg_dump's files. */
async function smallDisk(): Promise<{ folder: string }> {
  const folder = temporaryFolder()
  if (process.getuid?.() === 0 && process.platform === 'linux') {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
    onTestFinished(() => void execFileSync('umount', [folder]))
    return { folder }
  }
  const [client] = await findClientTools()
  vi.stubEnv('STRATA_PG_BIN', programs({ pg_dump: `trap '' XFSZ; ulimit -f 4096; exec "${client?.folder}/pg_dump" "$@"`, pg_restore: 'exit 1' }))
  return { folder }
}

test('a disk that fills up while dumping is named, and keeps nothing', async () => {
  const database = await shopDatabase(noise)
  const { folder } = await smallDisk()
  const environment: Environment = environmentAt(database.url, { backupFolder: folder })
  await expect(createBackup(testEngine([environment]), environment, { ...recorder(), reason: '', trigger: 'manual' })).rejects.toMatchObject({
    code: 'disk_full', message: expect.stringContaining(folder), data: { state: 'No backup was kept. The database was only read.' },
  })
  expect(readdirSync(folder)).toEqual([])
})

test('a program that meets the limit of a file size is a full disk too', async () => {
  const database = await shopDatabase(noise)
  const [client] = await findClientTools()
  vi.stubEnv('STRATA_PG_BIN', programs({ pg_dump: `trap '' XFSZ; ulimit -f 4096; exec "${client?.folder}/pg_dump" "$@"`, pg_restore: 'exit 1' }))
  const environment = environmentAt(database.url)
  await expect(createBackup(testEngine([environment]), environment, { ...recorder(), reason: '', trigger: 'manual' })).rejects.toMatchObject({ code: 'disk_full' })
})

test('a backup folder that is a file is said in words', async () => {
  const database = await shopDatabase()
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  const environment = environmentAt(database.url, { backupFolder: file })
  await expect(createBackup(testEngine([environment]), environment, { ...recorder(), reason: '', trigger: 'manual' })).rejects.toMatchObject({ code: 'backup_failed', message: expect.stringContaining(file) })
})

test('without pg_dump the check says so before the click, and how to get it', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  vi.stubEnv('STRATA_PG_BIN', temporaryFolder())
  vi.stubEnv('PATH', '')
  const check = await checkBackup(engine, environment)
  expect(check).toMatchObject({ ok: false, client: null, found: [], serverMajor: 15, message: 'The server is PostgreSQL 15. No pg_dump was found here.' })
  expect(check.help).toContain('postgresql')
  await expect(createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })).rejects.toMatchObject({ code: 'client_missing', data: { help: expect.stringContaining('STRATA_PG_BIN') } })
})

test('an older pg_dump is not used, and a newer one is used with a warning', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  vi.stubEnv('STRATA_PG_BIN', programs({ pg_dump: 'echo "pg_dump (PostgreSQL) 14.9"', pg_restore: 'exit 1' }))
  expect(await checkBackup(engine, environment)).toMatchObject({ ok: false, message: 'The server is PostgreSQL 15. Only pg_dump 14.9 was found here, and pg_dump refuses a server newer than itself.' })
  vi.stubEnv('STRATA_PG_BIN', programs({ pg_dump: 'echo "pg_dump (PostgreSQL) 17.2"', pg_restore: 'exit 1' }))
  expect(await checkBackup(engine, environment)).toMatchObject({ ok: true, client: { major: 17 }, message: expect.stringContaining('cannot be relied on for a server older than 17') })
})

test('a pg_restore that complains of a setting of a newer version has restored everything', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  const manifest = await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })
  const [client] = await findClientTools()
  const newer = 'pg_restore: while INITIALIZING:\npg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"\nCommand was: SET transaction_timeout = 0;\n'
  vi.stubEnv('STRATA_PG_BIN', programs({
    pg_dump: 'echo "pg_dump (PostgreSQL) 17.2"',
    pg_restore: `[ "$1" = --list ] || printf '%s\\n' '${newer.replaceAll('\n', "' '")}' >&2; "${client?.folder}/pg_restore" "$@" || exit $?; [ "$1" = --list ] || exit 1`,
  }))
  const result = await restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...recorder(), into: newName(), reason: '' })
  expect(result).toMatchObject({ outcome: 'verified', harmless: [{ message: 'unrecognized configuration parameter "transaction_timeout"', why: expect.stringContaining('does not know it') }] })
})

test('a pg_restore that is killed has failed, whatever it had done', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  const manifest = await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })
  const [client] = await findClientTools()
  vi.stubEnv('STRATA_PG_BIN', programs({ pg_dump: 'echo "pg_dump (PostgreSQL) 15.1"', pg_restore: `"${client?.folder}/pg_restore" "$@"; [ "$1" = --list ] || kill -9 $$` }))
  const into = newName()
  await expect(restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...recorder(), into, reason: '' })).rejects.toMatchObject({ code: 'restore_failed', message: expect.stringContaining('SIGKILL') })
  expect(await databasesFor(database.url, into)).toEqual([])
})

test('no secret reaches the arguments of a client program, and the password reaches it by its environment', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = { ...testEngine([environment]), vault: { info: { kind: 'memory' as const, safe: true, note: '' }, get: async () => 'planted-secret', set: async () => {}, delete: async () => {} } }
  const [client] = await findClientTools()
  const seen = temporaryFolder()
  vi.stubEnv('STRATA_PG_BIN', programs({ pg_dump: `[ "$1" = --version ] || { echo "$@" > ${seen}/arguments; printf %s "$PGPASSWORD" > ${seen}/password; }; exec "${client?.folder}/pg_dump" "$@"`, pg_restore: 'exit 1' }))
  const record = recorder()
  const manifest = await createBackup(engine, environment, { ...record, reason: '', trigger: 'manual' })
  const text = (name: string) => execFileSync('cat', [join(seen, name)], { encoding: 'utf8' })
  expect(text('password')).toBe('planted-secret')
  expect(text('arguments')).not.toContain('planted-secret')
  expect(JSON.stringify([manifest, record.logs, record.steps])).not.toContain('planted-secret')
})
