/** What Electron's safeStorage offers, by version: the asynchronous half is absent in old ones, the synchronous in new ones. */
export interface SafeStorageApi {
  isEncryptionAvailable?(): boolean
  encryptString?(text: string): Buffer
  decryptString?(bytes: Buffer): string
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(text: string): Promise<Buffer>
  decryptStringAsync?(bytes: Buffer): Promise<{ result: string }>
  getSelectedStorageBackend?(): string
}

export interface Cipher {
  encrypt(text: string): Promise<Buffer>
  decrypt(bytes: Buffer): Promise<string>
}

export type CipherChoice = { cipher: Cipher; backend: string } | { problem: string }

/** The system's own encryption, or why it is none: on Linux without a key ring Electron would use a key that everybody knows. */
export async function systemCipher(storage: SafeStorageApi, platform: NodeJS.Platform = process.platform): Promise<CipherChoice> {
  const { encryptStringAsync, decryptStringAsync, encryptString, decryptString } = storage
  const asynchronous = encryptStringAsync && decryptStringAsync && storage.isAsyncEncryptionAvailable
  const available = asynchronous ? await storage.isAsyncEncryptionAvailable?.() : storage.isEncryptionAvailable?.()
  if (!available) return { problem: 'This system offers no key ring.' }
  const backend = backendName(storage, platform)
  if (backend === 'basic_text' || backend === 'unknown') return { problem: `This desktop has no key ring (${backend}).` }
  if (asynchronous) return { backend, cipher: { encrypt: (text) => encryptStringAsync.call(storage, text), decrypt: async (bytes) => (await decryptStringAsync.call(storage, bytes)).result } }
  if (!encryptString || !decryptString) return { problem: 'This system offers no key ring.' }
  return { backend, cipher: { encrypt: async (text) => encryptString.call(storage, text), decrypt: async (bytes) => decryptString.call(storage, bytes) } }
}

function backendName(storage: SafeStorageApi, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Keychain'
  if (platform === 'win32') return 'Data Protection'
  return storage.getSelectedStorageBackend?.() ?? 'unknown'
}
