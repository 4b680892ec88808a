import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DesktopVault } from './desktop-vault.ts'
import type { Cipher } from './safe-storage.ts'

const cipher: Cipher = {
  encrypt: async (text) => Buffer.from(text).map((byte) => byte ^ 0x5a) as Buffer,
  decrypt: async (bytes) => {
    if (bytes.length === 0) throw new Error('empty')
    return Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString()
  },
}
let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'strata-vault-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a password comes back, also after a restart, and stands nowhere in plain text', async () => {
  await new DesktopVault(folder, cipher, 'test').set('env-1', 'pa55 wörd')
  const vault = new DesktopVault(folder, cipher, 'test')
  expect(await vault.get('env-1')).toBe('pa55 wörd')
  expect(await vault.get('env-2')).toBeUndefined()
  expect(readFileSync(join(folder, 'passwords.json'), 'utf8')).not.toContain('pa55')
})

test('nobody else may read the file', async () => {
  await new DesktopVault(folder, cipher, 'test').set('env-1', 'x')
  expect(statSync(join(folder, 'passwords.json')).mode & 0o777).toBe(0o600)
})

test('a deleted password is gone and the others stay', async () => {
  const vault = new DesktopVault(folder, cipher, 'test')
  await vault.set('a', '1')
  await vault.set('b', '2')
  await vault.delete('a')
  expect([await vault.get('a'), await vault.get('b')]).toEqual([undefined, '2'])
})

test('a broken file and a key ring that refuses are told, not swallowed', async () => {
  const vault = new DesktopVault(folder, cipher, 'test')
  writeFileSync(join(folder, 'passwords.json'), '{')
  await expect(vault.get('a')).rejects.toMatchObject({ code: 'vault_unavailable' })
  writeFileSync(join(folder, 'passwords.json'), JSON.stringify({ version: 1, secrets: { a: '' } }))
  await expect(vault.get('a')).rejects.toMatchObject({ code: 'vault_unavailable', data: { help: 'Unlock the key ring, or enter the password again.' } })
})
