import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseWithService } from './parse-with-service.ts'
import { parseServiceFile, readService } from './service-file.ts'
import { resolveTarget } from './target.ts'
import { connectionSchema } from '#shared/contract/environments.ts'
import { MemoryVault } from '../../vault/memory-vault.ts'

let folder: string
let variables: NodeJS.ProcessEnv
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-service-'))
  variables = { HOME: folder, PGSERVICEFILE: join(folder, 'own.conf'), PGSYSCONFDIR: folder }
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  delete process.env.PGSERVICEFILE
})

test('an entry ends where the next begins, and a value is the rest of its line', () => {
  const text = '# ours\n[other]\nhost=x\n\n[shop]\r\nhost=db.example.org\nport=6000\npassword=a;b#"c" =d\n[later]\nhost=y\n'
  expect(Object.fromEntries(parseServiceFile(text, 'shop') ?? [])).toEqual({ host: 'db.example.org', port: '6000', password: 'a;b#"c" =d' })
  expect(parseServiceFile(text, 'nowhere')).toBeUndefined()
})

test('the own file is asked before that of the system', () => {
  writeFileSync(join(folder, 'pg_service.conf'), '[shop]\nhost=system\n[both]\nhost=system\n')
  writeFileSync(join(folder, 'own.conf'), '[both]\nhost=own\n')
  expect(readService('both', variables).get('host')).toBe('own')
  expect(readService('shop', variables).get('host')).toBe('system')
})

test('a service that is not defined is refused with the files that were searched', () => {
  writeFileSync(join(folder, 'own.conf'), '[shop]\n')
  expect(() => readService('prod', variables)).toThrow(/service "prod" is not defined: it is not in .*own\.conf/)
  expect(() => readService('prod', { HOME: folder, PGSYSCONFDIR: join(folder, 'none') })).toThrow(/there is no service file/)
})

test('a form is filled from the service, but for its password', () => {
  writeFileSync(join(folder, 'own.conf'), '[shop]\nhost=db\nport=6000\ndbname=shop\nuser=app\npassword=pl4nted\n')
  const parsed = parseWithService('service=shop user=other', variables)
  expect(parsed.connection).toEqual({ service: 'shop', host: 'db', port: 6000, database: 'shop', user: 'other' })
  expect(JSON.stringify(parsed)).not.toContain('pl4nted')
})

test('at a connection the service fills what was left at its default, and gives its password when the vault has none', async () => {
  writeFileSync(join(folder, 'own.conf'), '[shop]\nhost=db\nport=6000\nuser=service_user\nsslmode=require\npassword=from-service\n')
  process.env.PGSERVICEFILE = join(folder, 'own.conf')
  const connection = connectionSchema.parse({ database: 'shop', user: 'app', service: 'shop' })
  expect(await resolveTarget(new MemoryVault(), { id: '1', connection })).toMatchObject({ host: 'db', port: 6000, user: 'app', sslmode: 'require', password: 'from-service', passwordFrom: 'service' })
  const stored = new MemoryVault([['1', 'from-vault']])
  expect(await resolveTarget(stored, { id: '1', connection: { ...connection, port: 7000 } })).toMatchObject({ port: 7000, password: 'from-vault', passwordFrom: 'vault' })
})
