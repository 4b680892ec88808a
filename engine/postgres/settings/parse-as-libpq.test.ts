import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAsLibpq } from './parse-as-libpq.ts'

test('what the text leaves open comes from the variables', () => {
  const variables = { PGHOST: 'var-host', PGPORT: '6000', PGUSER: 'var-user', PGPASSWORD: 'var-secret', PGSSLMODE: 'require' }
  expect(parseAsLibpq('postgres://given/shop', variables)).toMatchObject({ connection: { host: 'given', port: 6000, user: 'var-user', database: 'shop', sslmode: 'require' }, password: 'var-secret' })
  expect(parseAsLibpq('postgres://a:b@given/shop', variables)).toMatchObject({ connection: { user: 'a' }, password: 'b' })
})

test('without a user it is that of the operating system, and the database is named like the user', () => {
  const { username } = userInfo()
  expect(parseAsLibpq('postgres://db', {}).connection).toEqual({ host: 'db', user: username, database: username })
  expect(parseAsLibpq('postgres://app@db', {}).connection).toEqual({ host: 'db', user: 'app', database: 'app' })
})

test('a service goes before the variables', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-libpq-'))
  writeFileSync(join(folder, 'services'), '[shop]\nhost=service-host\n')
  const variables = { PGSERVICEFILE: join(folder, 'services'), PGSERVICE: 'shop', PGHOST: 'var-host', PGUSER: 'var-user' }
  expect(parseAsLibpq('dbname=x', variables).connection).toEqual({ host: 'service-host', user: 'var-user', database: 'x', service: 'shop' })
  rmSync(folder, { recursive: true })
})
