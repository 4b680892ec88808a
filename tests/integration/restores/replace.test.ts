import { expect, onTestFinished, test } from 'vitest'
import { createBackup } from '#engine/backups/create-backup.ts'
import { findBackup } from '#engine/backups/manifests.ts'
import { putBackReplaced } from '#engine/restores/put-back.ts'
import { dropReplaced, listReplaced } from '#engine/restores/replaced.ts'
import { replaceDatabase } from '#engine/restores/replace-database.ts'
import { onServer } from '../../support/database.ts'
import { newRole } from '../backups/shop.ts'
import { queryAt, recorder } from '../backups/support.ts'
import { application, around, backedShop, dropAround, dumpOf } from './support.ts'

const commentOf = (name: string) => `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = '${name}'`

test('a database is replaced with all that belongs to its name, the old one is kept whole, and putting it back swaps them again', async () => {
  const shop = await backedShop(`SELECT lo_from_bytea(4711, '\\xdeadbeef')`)
  const { database, environment, engine, stored } = shop
  const owner = await newRole('')
  const reader = await newRole('')
  await onServer(`
    COMMENT ON DATABASE ${database.name} IS 'The shop''s own';
    ALTER DATABASE ${database.name} SET work_mem = '7MB';
    ALTER DATABASE ${database.name} SET default_transaction_read_only = off;
    ALTER ROLE ${reader} IN DATABASE ${database.name} SET search_path = app, public;
    ALTER DATABASE ${database.name} CONNECTION LIMIT 40;
    ALTER DATABASE ${database.name} OWNER TO ${owner};
    REVOKE CONNECT ON DATABASE ${database.name} FROM PUBLIC;
    GRANT CONNECT, TEMPORARY ON DATABASE ${database.name} TO ${reader} WITH GRANT OPTION`)
  onTestFinished(async () => {
    await dropAround(database)
    await onServer(`DROP DATABASE IF EXISTS ${database.name} WITH (FORCE)`)
  })
  const atBackup = await dumpOf(database.url, database.name)
  await database.query("DELETE FROM customers WHERE id > 50; UPDATE customers SET name = 'wrong'; CREATE TABLE since (id int)")
  const before = await dumpOf(database.url, database.name)
  const record = recorder()

  const result = await replaceDatabase(engine, stored, environment, { ...record, reason: 'wrong names', endSessions: true })
  expect(result).toMatchObject({ database: database.name, outcome: 'swapped', swap: null, notes: [], comparison: { outcome: 'verified', differences: [], tables: 5, rows: 5174 } })
  const kept = result.aside?.database ?? ''
  expect(kept).toMatch(new RegExp(`^${database.name}_replaced_\\d{8}_\\d{4}$`))
  expect(await dumpOf(database.url, database.name)).toBe(atBackup)
  expect(await dumpOf(database.url, kept)).toBe(before)
  expect(await queryAt(database.url, database.name, commentOf(database.name))).toEqual([{ comment: "The shop's own" }])
  expect(result.safetyBackup).not.toBeNull()
  expect(await engine.swaps.open()).toEqual([])
  expect(await listReplaced(engine, environment)).toMatchObject([{ database: kept, of: database.name, by: 'mia@laptop', reason: 'wrong names', expired: false, problem: null }])

  const back = await putBackReplaced(engine, environment, { ...recorder(), database: kept, reason: 'it was right', endSessions: true })
  expect(back).toMatchObject({ database: database.name, outcome: 'swapped' })
  expect(await dumpOf(database.url, database.name)).toBe(before)
  expect(await queryAt(database.url, database.name, commentOf(database.name))).toEqual([{ comment: "The shop's own" }])
  const second = back.aside?.database ?? ''
  expect(await dumpOf(database.url, second)).toBe(atBackup)

  await dropReplaced(engine, environment, second, { reason: '' })
  expect(await around(database)).toEqual([])
  await expect(dropReplaced(engine, environment, database.name, { reason: '' })).rejects.toMatchObject({ code: 'not_found' })
}, 90_000)

test('who is connected is named and not thrown out without having agreed; then sessions end, and reconnect to the new database', async () => {
  const { database, environment, engine, stored } = await backedShop()
  const client = await application(database.url)
  const refused = replaceDatabase(engine, stored, environment, { ...recorder(), reason: '', endSessions: false, withoutSafetyBackup: true })
  await expect(refused).rejects.toMatchObject({ code: 'target_in_use', data: { params: { sessions: expect.stringContaining('"shop-web" of') }, state: 'Nothing was changed.' } })
  expect(await around(database)).toEqual([])
  await client.query('DELETE FROM customers')
  const { ended, aside } = await replaceDatabase(engine, stored, environment, { ...recorder(), reason: '', endSessions: true, withoutSafetyBackup: true })
  expect(ended).toBeGreaterThan(0)
  await expect(client.query('SELECT 1')).rejects.toThrow()
  const again = await application(database.url)
  expect((await again.query('SELECT count(*)::int AS rows FROM customers')).rows).toEqual([{ rows: 100 }])
  expect(await queryAt(database.url, aside?.database ?? '', 'SELECT count(*)::int AS rows FROM customers')).toEqual([{ rows: 0 }])
}, 60_000)

test('a backup of a part cannot take the place of the whole', async () => {
  const { database, environment, engine } = await backedShop()
  const { id } = await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual', choice: { content: 'schema' } })
  await expect(replaceDatabase(engine, await findBackup(engine, id), environment, { ...recorder(), reason: '', endSessions: false })).rejects.toMatchObject({ code: 'backup_unusable' })
  expect(await around(database)).toEqual([])
})
