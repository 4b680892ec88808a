import { expect, test } from 'vitest'
import { addressPolicy } from '#engine/addresses/address-rules.ts'
import { connect } from '#engine/postgres/connect.ts'
import { permittedTarget } from '#engine/postgres/permitted-target.ts'
import { toolEnvironment } from '#engine/postgres/tool-environment.ts'
import { createDatabase } from '../../support/database.ts'
import { environmentAt } from '../backups/test-engine.ts'

const connector = { vault: { get: async () => undefined }, actor: { user: 'mia', host: 'laptop' }, addresses: addressPolicy('browser') }

test.each(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '::ffff:169.254.169.254', '224.0.0.1'])('no session and no program is sent to %s, which belongs to no database', async (host) => {
  const environment = environmentAt('postgres://postgres@127.0.0.1:5432/shop')
  const there = { ...environment, connection: { ...environment.connection, host } }
  await expect(connect(connector, there)).rejects.toMatchObject({ code: 'address_refused' })
  await expect(toolEnvironment(connector, there)).rejects.toMatchObject({ code: 'address_refused' })
})

test('a database of this machine is reached by name, at the address that was checked', async () => {
  const database = await createDatabase('permitted')
  const environment = environmentAt(database.url)
  const named = { ...environment, connection: { ...environment.connection, host: 'localhost' } }
  const client = await connect(connector, named)
  expect((await client.query('SELECT current_database() AS name')).rows).toEqual([{ name: database.name }])
  await client.end()
  const target = { ...named.connection, passwordFrom: 'none' as const, notes: [] }
  expect((await permittedTarget(target, connector.addresses)).found?.length).toBeGreaterThan(0)
  await database.drop()
})
