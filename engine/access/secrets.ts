import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits, as they stand in a cookie, a link or a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Tokens are kept by their SHA-256 (hex): they are random, so no slower hash protects them better. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Without characters that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password for a person to type once: 20 characters in groups, about 99 bits. */
export function newPassword(): string {
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
