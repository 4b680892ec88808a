import { clip } from '../kinds/naming.ts'

const longest = 63

/** Names of tables of the archive: `v16__orders__total`. Each is given once; `taken` are those of other statements of the script. */
export class ArchiveNames {
  readonly #prefix: string
  readonly #taken: Set<string>

  constructor(version: string | null, script: string, taken: Iterable<string>) {
    this.#prefix = version === null ? plain(script.replace(/\.sql$/i, '')) : `v${version.replaceAll('.', '_')}`
    this.#taken = new Set(taken)
  }

  next(parts: readonly string[]): string {
    const wanted = [this.#prefix, ...parts.map(plain)].join('__')
    for (let number = 1; ; number++) {
      const end = number === 1 ? '' : `__${number}`
      const name = clip(wanted, longest - end.length) + end
      if (this.#taken.has(name)) continue
      this.#taken.add(name)
      return name
    }
  }
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
}

/** Names of tables of the archive that a script speaks of. */
export function archiveNamesIn(text: string): string[] {
  return [...text.matchAll(/\bstrata_archive\.("(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)/gu)].map(([, name = '']) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name))
}
