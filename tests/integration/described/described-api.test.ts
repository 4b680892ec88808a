import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import type { DescribedBackup } from '../../../server/described/schemas.ts'
import { serverLimits } from '../../../server/limits.ts'
import { serve } from '../../../server/serve.ts'
import { createPages } from '../../contract/pages.ts'
import { studioWorld } from '../../support/studio-world.ts'

const first = { 'V1.0.0__base.sql': 'CREATE TABLE customers (id int PRIMARY KEY, name text); INSERT INTO customers VALUES (1, \'Ann\'), (2, \'Bo\');' }
const second = { 'V2.0.0__orders.sql': 'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (7);', 'U2.0.0__orders.sql': 'DROP TABLE orders;' }

interface Answer<T = Record<string, unknown>> {
  status: number
  body: T & { message?: string; code?: string; help?: string }
}

type Call = <T = Record<string, unknown>>(route: string, body?: object, headers?: Record<string, string>) => Promise<Answer<T>>

afterEach(() => void delete process.env['STRATA_PROFILE'])

/** The server over real HTTP, with one environment of a class at version 1.0.0 and version 2.0.0 pending. */
async function described(environmentClass: Environment['class'], policies: Partial<Environment['policies']> = {}) {
  const world = studioWorld()
  const { database, environment: made, folder } = await world.environment('shop', '', { class: environmentClass, files: first })
  await world.done(world.operations.migrations.apply({ env: 'shop' }, {}))
  for (const [name, text] of Object.entries(second)) writeFileSync(join(folder, name), text)
  const { id: _id, hasPassword: _password, sample: _sample, createdAt: _created, updatedAt: _updated, ...input } = made
  const environment = await world.engine.environments.update(made.id, { ...input, backupFolder: join(world.home, 'kept'), policies: { ...made.policies, confirm: environmentClass === 'production', ...policies } })
  const served = await serve(world.engine, { renderer: createPages(), withApiToken: true, limits: { ...serverLimits, lagMs: 0 } })
  onTestFinished(() => served.close())
  const call: Call = async (route, body, headers = {}) => {
    const [method = '', path = ''] = route.split(' ')
    const answer = await fetch(`${served.origin}/api/database/migration${path}`, { method, headers: { authorization: `Bearer ${served.apiToken}`, ...(body && { 'content-type': 'application/json' }), ...headers }, ...(body && { body: JSON.stringify(body) }) })
    return { status: answer.status, body: await answer.json() } as never
  }
  const tables = async () => (await database.query<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename IN ('customers', 'orders') ORDER BY 1")).map(({ name }) => name)
  return { world, database, environment, folder, call, tables }
}

const confirmed = (confirmationToken: string) => ({ confirmationToken, confirmedBy: 'Jun Li', reason: 'CHG-1182', createBackup: false })

describe('the scenarios of the description', () => {
  test('development migrates without confirmation', async () => {
    const { call, tables } = await described('development')
    expect(await call('POST /migrate')).toEqual({ status: 200, body: { message: 'shop was migrated to version 2.0.0: 1 migration run. No backup was made.' } })
    expect(await tables()).toEqual(['customers', 'orders'])
    expect((await call('POST /migrate')).body.message).toBe('Nothing to migrate: shop is at version 2.0.0. 0 migrations run.')
  })

  test('production asks for confirmation, makes a backup, and a token holds once, for a time, for the plan as it was', async () => {
    const { world, environment, folder, call, tables } = await described('production')
    for (const route of ['POST /migrate', 'POST /migrate-with-backup?createBackup=true']) {
      const refused = await call(route)
      expect([refused.status, refused.body.code]).toEqual([409, 'confirmation_required'])
      expect(refused.body.help).toContain('generate-token')
    }
    const made = await call<{ token: string; validityMinutes: string }>('POST /generate-token')
    expect(made).toEqual({ status: 200, body: { token: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/), validityMinutes: '30' } })
    const { token } = made.body
    expect(await call(`GET /validate-token?token=${token}`)).toEqual({ status: 200, body: { valid: true } })
    expect(await call('GET /validate-token?token=9b2c1c52-0f5e-4a58-9a39-0f4a9a2d7f11')).toEqual({ status: 200, body: { valid: false } })

    writeFileSync(join(folder, 'V3.0.0__more.sql'), 'CREATE TABLE more (id int);')
    expect(await call(`GET /validate-token?token=${token}`)).toEqual({ status: 200, body: { valid: false } })
    const stale = await call('POST /migrate-with-confirmation', confirmed(token))
    expect([stale.status, stale.body.code]).toEqual([409, 'plan_changed'])
    expect(await tables()).toEqual(['customers'])

    const fresh = (await call<{ token: string }>('POST /generate-token')).body.token
    const both = await Promise.all([1, 2].map(() => call('POST /migrate-with-confirmation', { ...confirmed(fresh), createBackup: true })))
    const done = both.find(({ status }) => status === 200)
    expect(done?.body.message).toMatch(/^shop was migrated to version 3\.0\.0: 2 migrations run\. Backup: backup_3_0_0_\d{8}_\d{6}\.$/)
    expect(both.filter(({ status, body }) => status === 409 && ['confirmation_invalid', 'plan_changed'].includes(body.code ?? ''))).toHaveLength(1)
    const again = await call('POST /migrate-with-confirmation', confirmed(fresh))
    expect([again.status, again.body.code]).toEqual([409, 'confirmation_invalid'])
    expect(await call(`GET /validate-token?token=${fresh}`)).toEqual({ status: 200, body: { valid: false } })
    expect((await world.operations.timeline.list({ env: 'shop', limit: 50 } as never, {})).events.some(({ reason }) => reason === 'CHG-1182 (confirmed by Jun Li)')).toBe(true)

    writeFileSync(join(folder, 'V4.0.0__late.sql'), 'CREATE TABLE late (id int);')
    const old = await world.engine.confirmations.give({ environment: { ...environment, policies: { ...environment.policies, confirmationMinutes: 0 } }, operation: 'migrations.apply', plan: 'a'.repeat(64), reason: 'late', by: world.engine.actor, second: null }, 'uuid')
    const expired = await call('POST /migrate-with-confirmation', confirmed(old.token))
    expect([expired.status, expired.body.code, expired.body.message]).toEqual([409, 'confirmation_invalid', expect.stringContaining('expired')])
  })

  test('the database is restored after a failed migration, and what was there is kept', async () => {
    const { world, database, folder, call } = await described('development')
    const made = await call<DescribedBackup>('POST /backup/create?migrationVersion=2.0.0')
    expect(made.status).toBe(200)
    const { backupId } = made.body
    expect(made.body).toMatchObject({ backupId: expect.stringMatching(/^backup_2_0_0_\d{8}_\d{6}$/), migrationVersion: '2.0.0', backupTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/), status: 'SUCCESS', restored: false, description: 'Before version 2.0.0' })
    expect([existsSync(made.body.backupPath), dirname(made.body.backupPath)]).toEqual([true, join(world.home, 'kept')])

    writeFileSync(join(folder, 'V2.0.0__orders.sql'), 'DELETE FROM customers; COMMENT ON TABLE customers IS \'emptied\'; -- committed by itself\n')
    writeFileSync(join(folder, 'V3.0.0__broken.sql'), 'ALTER TABLE nobody ADD COLUMN x int;')
    const failed = await call('POST /migrate')
    expect([failed.status, failed.body.code]).toEqual([422, 'statement_failed'])
    expect(await database.query('SELECT count(*)::int AS n FROM customers')).toEqual([{ n: 0 }])

    const restored = await call(`POST /backup/${backupId}/restore?endSessions=true`)
    expect([restored.status, restored.body.message]).toEqual([200, expect.stringMatching(/^Database \S+ was restored from backup_2_0_0_\S+ and compared with it: \d+ tables, \d+ rows\. The one that was there is kept as /)])
    await expect(database.query('SELECT count(*)::int AS n FROM customers')).resolves.toEqual([{ n: 2 }])
    expect((await call<DescribedBackup>(`GET /backup/${backupId}`)).body).toMatchObject({ backupId, restored: true, migrationVersion: '2.0.0' })

    const list = (await call<DescribedBackup[]>('GET /backup/list')).body
    expect(list.map((one) => one.backupId)).toContain(backupId)
    expect(list.every((one) => !('description' in one))).toBe(true)
    expect((await call(`DELETE /backup/${backupId}`)).body.code).toBe('deletion_refused')
    const another = (await call<DescribedBackup>('POST /backup/create?migrationVersion=2.0.0')).body.backupId
    expect(await call(`DELETE /backup/${another}`)).toMatchObject({ status: 200, body: { message: expect.stringContaining(`Backup ${another} was deleted`) } })
    expect((await call(`GET /backup/${another}`)).status).toBe(404)
    expect((await call('GET /backup/..%2Fetc')).status).toBe(404)
  })

  test('back to an old version really goes back, and says how and what is not brought back', async () => {
    const { call, tables } = await described('production')
    await call('POST /migrate-with-confirmation', { ...confirmed((await call<{ token: string }>('POST /generate-token')).body.token) })
    expect(await tables()).toEqual(['customers', 'orders'])
    expect((await call('POST /rollback?targetVersion=1.0.0')).body.code).toBe('confirmation_required')
    const back = await call('POST /rollback?targetVersion=1.0.0&confirm=shop&reason=CHG-1190')
    expect([back.status, back.body.message]).toEqual([200, expect.stringMatching(/^shop was rolled back from version 2\.0\.0 to version 1\.0\.0 by undo scripts: U2\.0\.0__orders\.sql\. The schema is what it was then\. Not brought back: public\.orders/)])
    expect(await tables()).toEqual(['customers'])
    expect((await call('POST /rollback?targetVersion=9.9')).body.code).toBe('rollback_impossible')
    expect((await call('POST /rollback')).body).toMatchObject({ code: 'bad_request', where: { field: 'targetVersion' } })
  })

  test('each environment has its own configuration, and is named by query, header or profile', async () => {
    const { world, call, tables } = await described('production', { confirm: false, confirmationMinutes: 5, backupBeforeMigrating: true })
    const { environment: other } = await world.environment('test bench', '', { files: first })
    expect((await call('POST /generate-token')).body).toMatchObject({ code: 'bad_request', where: { field: 'environment' } })
    process.env['STRATA_PROFILE'] = 'prod'
    expect((await call<{ validityMinutes: string }>('POST /generate-token')).body.validityMinutes).toBe('5')
    expect((await call<{ validityMinutes: string }>('POST /generate-token', undefined, { 'x-strata-environment': other.name })).body.validityMinutes).toBe('30')
    expect((await call<{ validityMinutes: string }>(`POST /generate-token?environment=${other.id}`)).body.validityMinutes).toBe('30')
    expect((await call('POST /migrate?environment=nobody')).status).toBe(404)
    expect((await call('POST /migrate-with-backup?createBackup=maybe')).status).toBe(400)
    process.env['STRATA_PROFILE'] = 'production'
    expect((await call('POST /migrate-with-backup?createBackup=false')).body.message).toContain('Warning: a production environment should be backed up first.')
    expect(await tables()).toEqual(['customers', 'orders'])
    const some = await call<DescribedBackup>('POST /backup/create?migrationVersion=2.1.0', { tables: ['public.orders'] })
    expect(some.body.status).toBe('SUCCESS')
  })
})
