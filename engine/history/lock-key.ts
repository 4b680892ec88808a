/** Flyway adds the table's hash to this number: the bytes of "Flyway" read as one integer. */
const flywayBase = 77431708279161n

/** Key of the advisory lock that Flyway itself takes for this history table, so that both exclude each other. Flyway hashes both names quoted. */
export function historyLockKey(schema: string, table: string): bigint {
  return flywayBase + BigInt(javaHashCode(`${quoted(schema)}.${quoted(table)}`))
}

/** `String.hashCode()` of Java. */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  return hash
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
