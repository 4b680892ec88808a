import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { AppError } from '#shared/contract/app-error.ts'
import type { Vault } from '../../engine.ts'

/** Where the vault keeps the keys: identities of age, one a line, the first for new backups. */
const vaultKey = 'backup-key'

/** One at a time: two first backups must not make a key each. */
let turn: Promise<unknown> = Promise.resolve()

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work)
  turn = done.catch(() => {})
  return done
}

/** Every key that is here, the one for new backups first. Throws `vault_unavailable`. */
export async function identitiesOf(vault: Vault): Promise<string[]> {
  const text = (await vault.get(vaultKey)) ?? ''
  return text.split('\n').filter((line) => line !== '')
}

export interface BackupKey {
  identity: string
  /** The public key. */
  recipient: string
}

/** The key for new backups, made on first use. Throws `vault_unavailable`, also where the vault would forget it. */
export function backupKey(vault: Vault): Promise<BackupKey> {
  return inTurn(async () => {
    const [known] = await identitiesOf(vault)
    const identity = known ?? (await makeKey(vault))
    return { identity, recipient: await identityToRecipient(identity) }
  })
}

async function makeKey(vault: Vault): Promise<string> {
  if (vault.info.kind === 'memory') throw new AppError('vault_unavailable', { problem: 'the key of the backups would be forgotten when Strata ends' }, { help: 'Make backups without encryption, or start Strata where it can keep passwords.' })
  await vault.set(vaultKey, await generateX25519Identity())
  const [kept] = await identitiesOf(vault)
  if (kept === undefined) throw new AppError('vault_unavailable', { problem: 'the key of the backups was not kept' })
  return kept
}

/** Makes sure that a key is in the vault: another process may have put its own there since. */
export function holdKey(vault: Vault, identity: string): Promise<void> {
  return inTurn(async () => {
    const known = await identitiesOf(vault)
    if (!known.includes(identity)) await vault.set(vaultKey, [...known, identity].join('\n'))
  })
}

/** The public key of an identity as people paste it, with comments and blanks. Throws `bad_request`. */
export async function readIdentity(text: string): Promise<BackupKey> {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
  const [identity = ''] = lines
  try {
    if (lines.length !== 1) throw new Error('not one line')
    return { identity, recipient: await identityToRecipient(identity) }
  } catch {
    throw new AppError('bad_request', { problem: 'this is no key: it begins with AGE-SECRET-KEY-1 and stands in one line' }, { where: { field: 'key' } })
  }
}
