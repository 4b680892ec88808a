import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findPassword, passwordFile, readPasswordFile } from './password-file.ts'

const question = { host: 'db', port: 5432, database: 'shop', user: 'app' }

test.each([
  ['db:5432:shop:app:one', 'one'],
  ['*:*:*:*:any', 'any'],
  ['db:5433:shop:app:wrong\ndb:5432:*:app:right', 'right'],
  ['#db:5432:shop:app:comment\ndb:5432:shop:app:real', 'real'],
  ['db:5432:shop:app:with\\:colon\\\\and:more', 'with:colon\\and:more'],
  ['db:5432:shop:app:', undefined],
  ['db:5432:shop:app', undefined],
  ['db:5432:Shop:app:x', undefined],
  ['db:5432:shop:app:blank \r\n', 'blank '],
])('%j gives %j', (text, password) => expect(findPassword(text, question)).toBe(password))

test('escaped colons stand for those in a name, and a socket counts as localhost', () => {
  expect(findPassword('fe80\\:\\:1:5432:*:*:v6', { ...question, host: 'fe80::1' })).toBe('v6')
  expect(findPassword('localhost:5432:*:*:socket', { ...question, host: '/var/run/postgresql' })).toBe('socket')
})

test('a file that others may read is not used, and the note says how to mend it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-pgpass-'))
  const file = join(folder, 'pgpass')
  writeFileSync(file, '*:*:*:*:secret', { mode: 0o600 })
  expect(readPasswordFile(question, file)).toEqual({ password: 'secret' })
  if (process.platform !== 'win32') {
    chmodSync(file, 0o640)
    expect(readPasswordFile(question, file)).toEqual({ note: expect.stringContaining(`chmod 600 ${file}`) })
  }
  expect(readPasswordFile(question, folder)).toEqual({ note: expect.stringContaining('not a plain file') })
  expect(readPasswordFile(question, join(folder, 'none'))).toEqual({})
  rmSync(folder, { recursive: true })
})

test('PGPASSFILE names another file', () => {
  expect(passwordFile({ PGPASSFILE: '/etc/passes', HOME: '/home/a' })).toBe('/etc/passes')
})
