import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KeyFileVault } from './key-file-vault.ts'
import { KeyringVault } from './keyring-vault.ts'
import { openShellVault } from './open-shell-vault.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'strata-vault-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const posix = process.platform !== 'win32'
const keyFile = () => join(folder, 'vault.key')

describe('the key file', () => {
  test('gives back what was put in, also to a later process', async () => {
    await new KeyFileVault(folder).set('a', 'pässwörd 🗝')
    await new KeyFileVault(folder).set('b', 'other')
    expect(await new KeyFileVault(folder).get('a')).toBe('pässwörd 🗝')
    expect(await new KeyFileVault(folder).get('b')).toBe('other')
    expect(await new KeyFileVault(folder).get('c')).toBeUndefined()
  })

  test('forgets what is deleted', async () => {
    const vault = new KeyFileVault(folder)
    await vault.set('a', 'one')
    await vault.delete('a')
    await vault.delete('a')
    expect(await vault.get('a')).toBeUndefined()
  })

  test('leaves no password readable on the disk, and its files to their owner alone', async () => {
    await new KeyFileVault(folder).set('a', 'pl4nted-s3cret')
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), 'latin1')).not.toContain('pl4nted')
      if (posix) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    }
    expect(readFileSync(keyFile())).toHaveLength(32)
    if (posix) expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test.runIf(posix)('refuses a key file that others can read, and says how to mend it', async () => {
    const vault = new KeyFileVault(folder)
    await vault.set('a', 'one')
    chmodSync(keyFile(), 0o640)
    const error = await vault.get('a').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'vault_unavailable', data: { help: expect.stringContaining(`chmod 600 ${keyFile()}`) } })
    await expect(vault.set('b', 'two')).rejects.toMatchObject({ code: 'vault_unavailable' })
  })

  test('says so when the key is another one, is cut short or is gone', async () => {
    const vault = new KeyFileVault(folder)
    await vault.set('a', 'one')
    writeFileSync(keyFile(), Buffer.alloc(32, 7))
    await expect(vault.get('a')).rejects.toMatchObject({ message: expect.stringContaining('does not fit the key file') })
    writeFileSync(keyFile(), Buffer.alloc(16))
    await expect(vault.get('a')).rejects.toMatchObject({ message: expect.stringContaining('damaged') })
    rmSync(keyFile())
    await expect(vault.get('a')).rejects.toMatchObject({ message: expect.stringContaining('missing') })
  })

  test('does not take the password of one environment for that of another', async () => {
    const vault = new KeyFileVault(folder)
    await vault.set('a', 'one')
    await vault.set('b', 'two')
    const file = join(folder, 'vault.json')
    const text = readFileSync(file, 'utf8').replace('"a"', '"x"').replace('"b"', '"a"').replace('"x"', '"b"')
    writeFileSync(file, text)
    await expect(vault.get('a')).rejects.toMatchObject({ code: 'vault_unavailable' })
  })

  test('refuses a damaged vault instead of starting an empty one over it', async () => {
    const vault = new KeyFileVault(folder)
    await vault.set('a', 'one')
    writeFileSync(join(folder, 'vault.json'), '{"format":')
    await expect(vault.set('b', 'two')).rejects.toMatchObject({ message: expect.stringContaining('damaged') })
  })
})

describe('the keyring', () => {
  const working = () => {
    const kept = new Map<string, string>()
    return new KeyringVault((key) => ({
      getPassword: () => Promise.resolve(kept.get(key) ?? null),
      setPassword: (secret) => Promise.resolve(void kept.set(key, secret)),
      deletePassword: () => Promise.resolve(kept.delete(key)),
    }))
  }
  const broken = new KeyringVault(() => {
    throw new Error('no D-Bus here')
  })

  test('is used where it answers', async () => {
    const vault = await openShellVault(folder, working())
    await vault.set('a', 'one')
    expect([vault.info.kind, await vault.get('a'), await vault.get('b')]).toEqual(['system', 'one', undefined])
  })

  test('gives way to the key file where it does not, and the note says why', async () => {
    const vault = await openShellVault(folder, broken)
    expect(vault.info).toMatchObject({ kind: 'key_file', note: expect.stringContaining('no D-Bus here') })
  })

  test('does not hide the key file in which passwords were put before', async () => {
    await new KeyFileVault(folder).set('a', 'one')
    expect(await (await openShellVault(folder, working())).get('a')).toBe('one')
  })

  test('that falls silent is not waited for', async () => {
    const silent = new KeyringVault(() => ({ getPassword: () => new Promise(() => {}), setPassword: () => Promise.resolve(), deletePassword: () => Promise.resolve(true) }))
    expect(await silent.problem(1)).toBe('it does not answer')
  })

  test('that refuses gives vault_unavailable', async () => {
    await expect(broken.set('a', 'one')).rejects.toMatchObject({ code: 'vault_unavailable' })
  })
})
