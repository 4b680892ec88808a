/** What `pg_restore --list` says of an archive. */
export interface ArchiveContents {
  entries: number
  /** Of the server it was dumped from, and of the pg_dump that wrote it; undefined where the list does not say. */
  fromMajor: number | undefined
  clientMajor: number | undefined
}

/** Reads the lines that `pg_restore --list` writes. */
export function parseContents(lines: readonly string[]): ArchiveContents {
  const major = (label: string) => {
    const version = lines.map((line) => new RegExp(`^;\\s+${label}: (\\d+)`).exec(line)?.[1]).find((found) => found !== undefined)
    return version === undefined ? undefined : Number(version)
  }
  return { entries: lines.filter((line) => /^\d+; /.test(line)).length, fromMajor: major('Dumped from database version'), clientMajor: major('Dumped by pg_dump version') }
}

/** Whether pg_restore could not read the archive because a newer pg_dump wrote it. */
export function isNewerFormat(problems: readonly string[]): boolean {
  return problems.some((text) => /unsupported version \(\d+\.\d+\) in file header/.test(text))
}
