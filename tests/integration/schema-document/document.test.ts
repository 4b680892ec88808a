import { expect, onTestFinished, test } from 'vitest'
import type { Caller, Role } from '#shared/access/roles.ts'
import { schemaDocumentSchema, type SchemaDocument } from '#shared/contract/document-shape.ts'
import { makeDocument } from '#engine/schema/document/make-document.ts'
import { currentSchemas } from '#engine/schema/current-schema.ts'
import { createRouter } from '#engine/operations/dispatch.ts'
import { serveRouter } from '../../../server/serve-router.ts'
import { createPages } from '../../contract/pages.ts'
import { studioWorld } from '../../support/studio-world.ts'
import { forgetSubscriptions } from '../corpus/world.ts'
import { plantSecrets } from './planted.ts'

const caller = (role: Role, env = '*'): Caller => ({ kind: 'user', id: role, name: role, grants: [{ env, role }] })

test.each([20_261_123, 6])('secrets come out of no place of a schema, whoever asks, and everything else is told (seed %i)', async (seed) => {
  const world = studioWorld()
  const { sql, secrets } = plantSecrets(seed)
  const { database, environment } = await world.environment('shop', sql)
  onTestFinished(() => forgetSubscriptions(database.url))
  const read = (by?: Caller) => world.operations.schema.document({ env: 'shop', definitions: true }, { caller: by })
  const document = schemaDocumentSchema.parse(await read())
  const whole = (await world.operations.schema.ddl({ env: 'shop', ids: [], dependencies: false }, {})).sql
  expect(secrets.filter((secret) => whole.includes(secret)).length).toBeGreaterThan(secrets.length * 0.9)
  for (const role of [undefined, 'viewer', 'developer', 'owner'] as const) {
    const text = JSON.stringify(await read(role && caller(role)))
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  }
  const [plain] = document.tables.filter(({ name }) => name === 'plain')
  expect(plain).toMatchObject({
    kind: 'table', comment: 'Plain.', primaryKey: { columns: ['id'] },
    columns: [{ name: 'id', type: 'bigint', nullable: false, identity: 'always', hasDefault: true }, { name: 'state', default: "'new'::text" }, { name: 'twice', generated: { kind: 'stored', expression: '(id * 2)' } }],
    foreignKeys: [{ columns: ['id'], references: { schema: 'public', table: 'upper', columns: ['id'] } }],
    checks: [{ name: 'known', definition: "CHECK ((state <> ''::text))" }], indexes: [{ name: 'plain_state', unique: false }],
  })
  expect(document.functions.find(({ name }) => name === 'plain_sum')).toMatchObject({ signature: 'integer,integer', returns: 'integer', volatility: 'immutable', definition: { body: 'SELECT a + b' } })
  expect(document.types.find(({ name }) => name === 'mood')).toMatchObject({ kind: 'enum', labels: ['sad', 'glad'] })
  // The role below developer sees signatures, and not one body.
  const seen = await read(caller('viewer', environment.id))
  expect(seen.functions.find(({ name }) => name === 'plain_sum')).toMatchObject({ arguments: 'a integer, b integer', definition: { body: { hidden: 'role' } } })
  expect(seen.views.find(({ name }) => name === 'plain_view')).toMatchObject({ columns: [{ name: 'id', type: 'bigint' }], definition: { hidden: 'role' } })
  expect(JSON.stringify(seen)).not.toContain('SELECT')
})

test('it is the same text for the same schema, and holds what was asked for', async () => {
  const world = studioWorld()
  const { database } = await world.environment('shop', 'CREATE SCHEMA app; CREATE TABLE app.orders (id int); CREATE TABLE app.order_lines (id int); CREATE TABLE customers (id int); CREATE VIEW app.v AS SELECT 1 AS one; CREATE TYPE app.t AS ENUM (\'a\')')
  const ask = (question: object = {}) => world.operations.schema.document({ definitions: false, ...question }, {})
  const names = (document: SchemaDocument) => [...document.tables, ...document.views, ...document.types].map(({ name }) => name)
  const first = await ask()
  await world.done(world.operations.schema.read({ env: 'shop' }, {}))
  expect(JSON.stringify(await ask())).toBe(JSON.stringify(first))
  expect(names(await ask({ schemas: ['app'] }))).toEqual(['order_lines', 'orders', 'v', 't'])
  expect(names(await ask({ kinds: ['table'], name: 'order*' }))).toEqual(['order_lines', 'orders'])
  expect(names(await ask({ name: 'public.*' }))).toEqual(['customers'])
  await expect(ask({ kinds: ['tabel'] })).rejects.toMatchObject({ code: 'bad_request', data: { where: { field: 'kinds' } } })
  await database.query('ALTER TABLE customers ADD name text')
  await world.done(world.operations.schema.read({ env: 'shop' }, {}))
  expect((await ask()).revision).not.toBe(first.revision)
})

test('without a name it is the one environment that the caller sees', async () => {
  const world = studioWorld()
  const { environment } = await world.environment('shop', 'CREATE TABLE a (id int)')
  const other = await world.environment('staging', 'CREATE TABLE b (id int)')
  const ask = (by: Caller | undefined, env?: string) => world.operations.schema.document({ env, definitions: false }, { caller: by })
  await expect(ask(undefined)).rejects.toMatchObject({ code: 'bad_request', data: { where: { field: 'env' } } })
  expect((await ask(caller('viewer', environment.id))).tables[0]?.name).toBe('a')
  await expect(ask(caller('owner', environment.id), 'staging')).rejects.toMatchObject({ code: 'not_found' })
  process.env['STRATA_PROFILE'] = 'staging'
  onTestFinished(() => void delete process.env['STRATA_PROFILE'])
  await world.done(world.operations.schema.snapshot({ env: 'staging' }, {}))
  await world.engine.environments.update(other.environment.id, { ...other.environment, connection: { ...other.environment.connection, port: 1 } })
  // Away: the last reading, with its time.
  const away = await ask(undefined)
  expect(away).toMatchObject({ live: false, tables: [{ name: 'b' }], asOf: expect.stringMatching(/^\d{4}-/), problem: expect.stringContaining('Nothing answers') })
  expect((await ask(undefined)).revision).toBe(away.revision)
})

test('over HTTP it has a strong tag for each encoding, and says "unchanged" to who knows it', async () => {
  const world = studioWorld()
  await world.environment('shop', 'CREATE TABLE orders (id int); CREATE TABLE customers (id int); CREATE TABLE lines (id int)')
  const served = await serveRouter(createRouter(world.operations), { renderer: createPages(), withApiToken: true }, world.engine)
  onTestFinished(() => served.close())
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${served.origin}/api/v1/schema${path}`, { headers: { authorization: `Bearer ${served.apiToken}`, 'accept-encoding': 'identity', ...headers } })
  const plain = await get('')
  const tag = plain.headers.get('etag') ?? ''
  expect([plain.status, plain.headers.get('cache-control'), plain.headers.get('content-encoding')]).toEqual([200, 'private, no-cache', null])
  expect(tag).toMatch(/^"[\w-]{43}"$/)
  const document = schemaDocumentSchema.parse(await plain.json())
  expect(document.tables.map(({ name }) => name)).toEqual(['customers', 'lines', 'orders'])
  for (const encoding of ['br', 'gzip'] as const) {
    const answer = await get('', { 'accept-encoding': encoding })
    expect([answer.headers.get('content-encoding'), answer.headers.get('etag')]).toEqual([encoding, `${tag.slice(0, -1)}-${encoding}"`])
    expect(await answer.json()).toEqual(document)
    const again = await get('', { 'accept-encoding': encoding, 'if-none-match': `"x", W/${answer.headers.get('etag')}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
  }
  expect((await get('', { 'if-none-match': '"other"' })).status).toBe(200)
  const some = await get('?name=*s&kinds=table&schemas=public&schemas=app&definitions=true')
  expect(((await some.json()) as SchemaDocument).filter).toEqual({ schemas: ['app', 'public'], kinds: ['table'], name: '*s', definitions: true })
  expect(some.headers.get('etag')).not.toBe(tag)
  expect((await get('?definitions=perhaps')).status).toBe(400)
  expect((await get('?env=nowhere')).status).toBe(404)
  expect((await fetch(`${served.origin}/api/v1/schema`)).status).toBe(401)
})

test('a pattern of a person that would take for ever hides everything instead', async () => {
  const world = studioWorld()
  const { environment } = await world.environment('shop', `CREATE TABLE t (a text DEFAULT '${'a'.repeat(60)}!')`)
  const current = await currentSchemas(world.engine).get(environment)
  const document = makeDocument(current, { definitions: false, mayDefine: true }, { patterns: [/(a+)+$/u], custom: true, privateMarkers: [] }, '0')
  expect(document.tables[0]?.columns[0]?.default).toEqual({ hidden: 'pattern' })
})

test('an empty database is a whole document too', async () => {
  const world = studioWorld()
  const { environment } = await world.environment('shop', '')
  expect(schemaDocumentSchema.parse(await world.operations.schema.document({ env: environment.id, definitions: true }, {}))).toMatchObject({ tables: [], functions: [] })
})
