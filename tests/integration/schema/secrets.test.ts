import { afterAll, beforeAll, expect, test } from 'vitest'
import { kinds } from '#shared/kinds/index.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
import { readSnapshot } from '#engine/schema/read-snapshot.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { forgetSubscriptions, load, withClient } from '../corpus/world.ts'

const secret = 'gEh3im-wOrt'
const schema = `
  CREATE FOREIGN DATA WRAPPER w;
  CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'a', password '${secret}1');
  CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS ("user" 'u', password '${secret}2');
  CREATE SUBSCRIPTION sub CONNECTION 'host=127.0.0.1 port=1 dbname=x user=u password=${secret}3' PUBLICATION p WITH (connect = false, slot_name = NONE);`

let database: TestDatabase
let empty: TestDatabase

beforeAll(async () => {
  ;[database, empty] = await Promise.all([createDatabase('secrets'), createDatabase('secrets')])
  await load(database.url, schema)
})

afterAll(async () => {
  await forgetSubscriptions(database.url)
  await Promise.all([database.drop(), empty.drop()])
})

const read = (url: string) => withClient(url, (client) => readSnapshot(client, kinds))

test('passwords of servers, user mappings and subscriptions are neither in a snapshot nor in a plan, and the plan says what to set by hand', async () => {
  const [from, to] = [await read(empty.url), await read(database.url)]
  const { actions, hazards } = planChange(from, to, kinds)
  expect(JSON.stringify([...to.facts.values(), to.edges, to.head, actions, hazards])).not.toContain(secret)
  expect(to.get('server:far')?.data['options']).toEqual({ host: 'a', password: { secret: true } })
  expect(to.get('subscription:sub')?.data['connection']).toBe('host=127.0.0.1 port=1 dbname=x user=u')
  const reasons = actions.map(({ why }) => why).join('\n')
  expect(reasons).toContain('password must be set by hand')
  expect(reasons).toContain('set its password')
})

test('a user without superuser rights reads everything but the connection of a subscription', async () => {
  await database.query(`DROP ROLE IF EXISTS secrets_reader; CREATE ROLE secrets_reader LOGIN`)
  const url = new URL(database.url)
  url.username = 'secrets_reader'
  const snapshot = await read(url.href)
  expect(snapshot.get('subscription:sub')?.data).toEqual({ slot: { none: true }, publications: ['p'] })
  expect(snapshot.get('server:far')).toBeDefined()
  expect(snapshot.get('user-mapping:far.postgres')?.data).toEqual({})
  expect(JSON.stringify([...snapshot.facts.values()])).not.toContain(secret)
  await database.query('DROP ROLE secrets_reader')
})
