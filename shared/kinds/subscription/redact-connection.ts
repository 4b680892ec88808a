/** Stands where a password stood. */
export const redacted = '********'

const secretNames = 'password|sslpassword|passfile|sslkey|oauth_client_secret|scram_client_key|scram_server_key'

/** A connection string of libpq, keywords or URI, without its secrets. */
export function redactConnection(text: string): string {
  const plain = text.replace(new RegExp(`\\b(${secretNames})(\\s*=\\s*)('(?:[^'\\\\]|\\\\.)*'|(?:[^\\s'&\\\\]|\\\\.)+)`, 'gi'), `$1$2${redacted}`)
  return /^postgres(ql)?:\/\//i.test(plain) ? plain.replace(/^(postgres(?:ql)?:\/\/[^/?#@:]*):[^/?#]*@/i, `$1:${redacted}@`) : plain
}

/** What is left of a redacted connection string when the secrets are taken out, and whether there were any. */
export function withoutSecrets(text: string): { text: string; secret: boolean } {
  if (!text.includes(redacted)) return { text, secret: false }
  const gone = text.replaceAll(`:${redacted}@`, '@').replace(new RegExp(`[&?\\s]*\\b(${secretNames})\\s*=\\s*${redacted.replaceAll('*', '\\*')}`, 'gi'), '')
  return { text: gone.trim(), secret: true }
}
