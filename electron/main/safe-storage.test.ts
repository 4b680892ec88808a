import { expect, test } from 'vitest'
import { systemCipher, type SafeStorageApi } from './safe-storage.ts'

const reverse = (text: string) => [...text].toReversed().join('')
const synchronous: SafeStorageApi = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(reverse(text)),
  decryptString: (bytes) => reverse(bytes.toString()),
  getSelectedStorageBackend: () => 'gnome_libsecret',
}
const asynchronous: SafeStorageApi = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(reverse(text)),
  decryptStringAsync: async (bytes) => ({ result: reverse(bytes.toString()) }),
  getSelectedStorageBackend: () => 'kwallet6',
}

test.each([['synchronous', synchronous, 'gnome_libsecret'], ['asynchronous', asynchronous, 'kwallet6']] as const)('the %s half is used where it is there', async (_name, storage, backend) => {
  const choice = await systemCipher(storage, 'linux')
  if (!('cipher' in choice)) throw new Error(choice.problem)
  expect(choice.backend).toBe(backend)
  const bytes = await choice.cipher.encrypt('secret')
  expect(bytes.toString()).toBe('terces')
  expect(await choice.cipher.decrypt(bytes)).toBe('secret')
})

test('Linux without a key ring is no safe place', async () => {
  expect(await systemCipher({ ...synchronous, getSelectedStorageBackend: () => 'basic_text' }, 'linux')).toEqual({ problem: 'This desktop has no key ring (basic_text).' })
})

test('macOS and Windows need no backend name', async () => {
  const { getSelectedStorageBackend: _none, ...storage } = asynchronous
  expect(await systemCipher(storage, 'darwin')).toMatchObject({ backend: 'Keychain' })
  expect(await systemCipher(storage, 'win32')).toMatchObject({ backend: 'Data Protection' })
})

test('a system that cannot encrypt says so', async () => {
  expect(await systemCipher({ ...asynchronous, isAsyncEncryptionAvailable: async () => false }, 'linux')).toEqual({ problem: 'This system offers no key ring.' })
})
