import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connectionSchema, environmentInputSchema, type Connection } from '#shared/contract/environments.ts'
import { completeEnvironment } from '../environments/complete-environment.ts'
import { MemoryVault } from '../vault/memory-vault.ts'
import { toolEnvironment } from './tool-environment.ts'

const connector = { vault: new MemoryVault([['1', 's3cret']]), actor: { user: 'ann', host: 'desk' } }
function toolsOf(connection: Partial<Connection>, database?: string) {
  const input = environmentInputSchema.parse({ name: 'x', connection: connectionSchema.parse({ host: 'db', user: 'app', database: 'shop', ...connection }) })
  const environment = completeEnvironment(input, { id: '1', sample: false, hasPassword: true, createdAt: new Date(0).toISOString(), updatedAt: new Date(0).toISOString() })
  return toolEnvironment(connector, environment, database)
}

test('a client program gets the settings and the password by variables', async () => {
  expect((await toolsOf({ port: 6000, sslmode: 'require' }, 'other')).variables).toEqual({
    PGHOST: 'db', PGPORT: '6000', PGUSER: 'app', PGDATABASE: 'other', PGSSLMODE: 'require', PGPASSWORD: 's3cret', PGCONNECT_TIMEOUT: '10',
  })
})

test('where it verifies without a CA file of its own it gets the authorities that this process trusts, for its time', async () => {
  const { variables, dispose } = await toolsOf({ sslrootcert: 'system' })
  const { PGSSLROOTCERT = '', PGSSLMODE } = variables
  expect(PGSSLMODE).toBe('verify-full')
  expect(readFileSync(PGSSLROOTCERT, 'utf8')).toContain('BEGIN CERTIFICATE')
  dispose()
  expect(existsSync(PGSSLROOTCERT)).toBe(false)
  expect((await toolsOf({ sslmode: 'verify-ca', sslrootcert: '/ca.pem' })).variables).toMatchObject({ PGSSLROOTCERT: '/ca.pem' })
})
