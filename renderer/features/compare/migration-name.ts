import { compareVersions } from '#shared/migrations/version.ts'

/** A description as a part of a file name; spaces stand as underscores, as Flyway reads them back. */
export function filePart(description: string): string {
  const plain = description.replaceAll(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
  return plain.trim().replaceAll(/\s+/g, '_')
}

/** The version after the highest: its last number goes up by one, as many digits as before. */
export function nextVersion(versions: readonly string[]): string {
  const highest = versions.toSorted(compareVersions).at(-1)
  if (highest === undefined) return '1'
  const [, head = '', last = '0'] = /^(.*?)(\d+)$/.exec(highest) ?? []
  return `${head}${String(BigInt(last) + 1n).padStart(last.length, '0')}`
}
