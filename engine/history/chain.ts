import { createHash } from 'node:crypto'

/** Link before the first row. */
export const genesis = '0'.repeat(64)

/** Link of a row: SHA-256 (hex) of the link before it and the digest of the row, both as hex text. */
export function linkOf(before: string, digest: string): string {
  return createHash('sha256').update(before).update(digest).digest('hex')
}

/** A row of the journal as the chain sees it. */
export interface ChainRow {
  id: string
  format: number
  /** Place in the chain, from 1; null: not sealed yet. */
  seq: string | null
  prev: string | null
  hash: string | null
  /** Of what stands in the row now. */
  digest: string
}

/**
 * What is wrong with a row. `edited`: it is not what was sealed; `missing`: `count` rows before it are gone; `moved`: its
 * predecessor stands elsewhere; `unlinked`: what stands before it is another row than the one it was sealed after.
 */
export type Flaw = { kind: 'edited' } | { kind: 'missing'; count: number } | { kind: 'moved' } | { kind: 'unlinked' }

/** Flaws by row id. Rows of a newer format than `format` are taken as they say: what they are made of is not known here. */
export function findFlaws(rows: readonly ChainRow[], format: number): Map<string, Flaw> {
  const flaws = new Map<string, Flaw>()
  const sealed = rows.filter((row) => row.seq !== null)
  const hashes = new Set(sealed.map(({ hash }) => hash))
  let before: ChainRow | undefined
  for (const row of sealed) {
    const flaw = linkFlaw(row, before, hashes) ?? (row.format <= format && linkOf(row.prev ?? '', row.digest) !== row.hash ? { kind: 'edited' as const } : undefined)
    if (flaw) flaws.set(row.id, flaw)
    before = row
  }
  return flaws
}

function linkFlaw({ seq, prev }: ChainRow, before: ChainRow | undefined, hashes: ReadonlySet<string | null>): Flaw | undefined {
  const gap = Number(seq) - Number(before?.seq ?? 0) - 1
  if (prev === (before?.hash ?? genesis) && gap === 0) return undefined
  if (prev === genesis || hashes.has(prev)) return gap > 0 && prev === before?.hash ? { kind: 'missing', count: gap } : { kind: 'moved' }
  return gap > 0 ? { kind: 'missing', count: gap } : { kind: 'unlinked' }
}
