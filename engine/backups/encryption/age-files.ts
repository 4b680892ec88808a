import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter, Encrypter } from 'age-encryption'

/** What the name of an encrypted file ends with. */
export const ageSuffix = '.age'

/** An age file begins with this line. */
export const ageMagic = 'age-encryption.org/v1\n'

export interface FileJob {
  signal: AbortSignal
  /** Bytes read so far. */
  onBytes?(done: number): void
}

/** Encrypts what a program writes while it writes it, so that it never lies on the disk as it was. */
export async function encryptTo(source: Readable, file: string, recipient: string, { signal, onBytes }: FileJob): Promise<void> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const sealed = await encrypter.encrypt(toWeb(through(source, onBytes)))
  await pipeline(fromWeb(sealed), createWriteStream(file, { mode: 0o600 }), { signal })
}

/** Throws the library's error when no identity fits, and when the file was altered. */
export async function decryptTo(from: string, to: string, identities: readonly string[], { signal, onBytes }: FileJob): Promise<void> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  const source = createReadStream(from, { highWaterMark: 1024 * 1024 })
  try {
    const open = await decrypter.decrypt(toWeb(through(source, onBytes)))
    await pipeline(fromWeb(open), createWriteStream(to, { mode: 0o600 }), { signal })
  } finally {
    source.destroy()
  }
}

/** Encrypts each file of a folder and removes what it was made of. */
export async function encryptFolder(folder: string, recipient: string, { signal, onBytes }: FileJob): Promise<void> {
  let before = 0
  for (const name of (await readdir(folder)).toSorted()) {
    const file = join(folder, name)
    const { size } = await stat(file)
    const done = before
    await encryptTo(createReadStream(file, { highWaterMark: 1024 * 1024 }), `${file}${ageSuffix}`, recipient, { signal, onBytes: (bytes) => onBytes?.(done + bytes) })
    await rm(file)
    before += size
  }
}

/** Decrypts each file of a folder into another one. */
export async function decryptFolder(from: string, to: string, identities: readonly string[], { signal, onBytes }: FileJob): Promise<void> {
  let before = 0
  for (const name of (await readdir(from)).toSorted()) {
    const done = before
    await decryptTo(join(from, name), join(to, name.endsWith(ageSuffix) ? name.slice(0, -ageSuffix.length) : name), identities, { signal, onBytes: (bytes) => onBytes?.(done + bytes) })
    before += (await stat(join(from, name))).size
  }
}

/** The same bytes, counted; a source that breaks breaks what reads them. */
function through(source: Readable, onBytes: (done: number) => void = () => {}): Transform {
  let done = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      onBytes((done += chunk.length))
      callback(null, chunk)
    },
  })
  source.on('error', (error) => counted.destroy(error))
  return source.pipe(counted)
}

/** The library speaks the streams of the web, whose types of two libraries differ in name alone. */
function toWeb(stream: Readable): globalThis.ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as unknown as globalThis.ReadableStream<Uint8Array>
}

function fromWeb(stream: globalThis.ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as unknown as ReadableStream<Uint8Array>)
}
