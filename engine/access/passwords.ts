import { AppError } from '#shared/contract/app-error.ts'

/** OWASP's first choice: argon2id with 19 MiB, 2 passes and 1 lane (Password Storage Cheat Sheet). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hashes at once, and how many may wait: each takes memory and a thread. */
const atOnce = 2
const mostWaiting = 32

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw new AppError('overloaded', { what: 'too many are signing in', seconds: 5 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => (await import('@node-rs/argon2')).hash(password.normalize('NFKC'), cost))
}

/** Of nobody's password; made once, so that an unknown name takes as long as a known one. */
let nobodys: Promise<string> | undefined

/** `hash` null: there is no such user, or no password; the work is the same. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password')
  const against = hash ?? (await nobodys)
  const same = await inTurn(async () => (await import('@node-rs/argon2')).verify(against, password.normalize('NFKC')))
  return same && hash !== null
}

/** Of the most used ones those that are long enough; compared without what is no letter or digit. */
const worst = new Set([
  'password1234', 'passwordpassword', 'password12345', 'password123456', '1234567890123', '123456789012', '12345678901234', 'qwertyuiop123', 'qwertyuiopasdf', 'qwerty123456', 'qwertyuiopasdfghjkl',
  'iloveyou1234', 'letmein12345', 'changeme1234', 'changemechangeme', 'administrator', 'administrator1', 'adminadminadmin', 'admin1234567', 'welcome12345', 'welcome123456', 'abcdefghijkl', 'abcdefghijklmnop',
  'abcd12345678', 'abc123abc123', '1q2w3e4r5t6y', '1qaz2wsx3edc', '1qaz2wsx3edc4rfv', 'zaq12wsxcde3', 'qazwsxedcrfv', 'postgrespostgres', 'postgresql123', 'stratastrata', 'stratastratastrata', 'correcthorsebatterystaple', 'trustno1trustno1',
])

/** Throws `bad_request` with the field for a password that would be guessed: NIST SP 800-63B asks to compare with known ones and with the name. */
export function checkPassword(password: string, name: string): void {
  const plain = password.normalize('NFKC').toLowerCase()
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '')
  const weak =
    (worst.has(bare) && 'is one of those that are tried first') ||
    (name.length >= 3 && plain.includes(name.toLowerCase()) && 'must not have the name in it') ||
    (new Set(plain).size < 5 && 'repeats too few characters')
  if (weak) throw new AppError('bad_request', { problem: `the password ${weak}` }, { where: { field: 'password' }, help: 'Take several words that do not belong together.' })
}
