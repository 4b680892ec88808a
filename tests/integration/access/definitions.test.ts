import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { servedWorld, type ServedWorld } from './served-world.ts'

const planted = 'pl4nted-s3cret-of-the-shop'
let world: ServedWorld
let database: TestDatabase

beforeAll(async () => {
  world = await servedWorld()
  database = await createDatabase('definitions')
  await database.query(`
    CREATE TABLE mail (id int PRIMARY KEY, password text DEFAULT '${planted}', subject text DEFAULT 'hello');
    CREATE FUNCTION send() RETURNS text LANGUAGE sql AS $$ SELECT 'password=${planted}'::text $$;
    COMMENT ON TABLE mail IS 'Password: ${planted}'`)
  const { hostname, port, username } = new URL(database.url)
  const { id, createdAt: _made, updatedAt: _changed, hasPassword: _has, sample: _sample, ...settings } = world.environments.dev
  await world.engine.environments.update(id, { ...settings, connection: { ...settings.connection, host: hostname, port: Number(port), database: database.name, user: username, sslmode: 'disable' } })
})
afterAll(async () => {
  await world.close()
  await database.drop()
})

test('below the role developer no definition tells a secret; from it on the exact one is told', async () => {
  const ids = ['table:public.mail', 'function:public.send()']
  const asked = async (cookie: string) => {
    const pages = await Promise.all(ids.map((id) => world.ask(`/environments/dev/schema/object?id=${encodeURIComponent(id)}`, { cookie })))
    const ddl = await world.ask('/environments/dev/schema/ddl', { method: 'POST', cookie, body: { ids } })
    return [...pages, ddl]
  }
  const seen = await asked(await world.user('vera', [{ env: '*', role: 'viewer' }]))
  expect(seen.map(({ status }) => status)).toEqual([200, 200, 200])
  for (const { text } of seen) expect(text).not.toContain(planted)
  expect(seen[0]?.text).toContain('hello')
  const known = await asked(await world.user('dev', [{ env: world.environments.dev.id, role: 'developer' }]))
  for (const { text } of known) expect(text).toContain(planted)
})
