import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'

export const keyBytes = 32

export const sealedSchema = z.object({ iv: z.string(), tag: z.string(), data: z.string() })
/** A password as it is kept; each part is base64. */
export type Sealed = z.infer<typeof sealedSchema>

/** The key of the entry is bound in, so that two entries cannot be exchanged. */
export function encrypt(name: string, secret: string, key: Buffer): Sealed {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name))
  const data = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') }
}

export function decrypt(name: string, { iv, tag, data }: Sealed, key: Buffer, keyFile: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 }).setAAD(Buffer.from(name)).setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw unavailable(`a password does not fit the key file ${keyFile}`, 'Put the right key file back, or enter the password again.', cause)
  }
}

/** Undefined when there is no such file; refuses one that others may read. */
export function readPrivate(file: string): Buffer | undefined {
  try {
    const open = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
    if (open) throw unavailable(`others may read ${file}`, `Take their rights away: chmod 600 ${file} . If somebody may have read it, change the passwords on the servers too.`)
    return readFileSync(file)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (thrown instanceof AppError) throw thrown
    throw unavailable(`${file} cannot be read`, `Check who owns ${file} and its folder.`, thrown)
  }
}

export function unavailable(problem: string, help: string, cause?: unknown): AppError {
  return new AppError('vault_unavailable', { problem }, { help, cause })
}
