import type { Proof } from '#shared/contract/preview.ts'
import { prepareScript } from '#engine/migrations/run/prepare-script.ts'
import { openProver } from '#engine/preview/prove/prove-undo.ts'
import type { Shadow } from '#engine/preview/shadow-database.ts'
import type { HistoryMigration } from './generate.ts'

/** A migration and its undo file; null: there is none. */
export interface ScriptPair {
  script: string
  version: string | null
  up: string
  undo: string | null
  undoScript: string | null
}

export interface ProvedMigration<T extends ScriptPair = ScriptPair> {
  migration: T
  proof: Proof
}

/** Proves migrations one after another in an empty shadow. */
export async function proveHistory<T extends ScriptPair>(shadow: Shadow, migrations: readonly T[], signal: AbortSignal): Promise<ProvedMigration<T>[]> {
  const prover = await openProver(shadow, { signal, log: () => {} })
  const found: ProvedMigration<T>[] = []
  try {
    for (const migration of migrations) {
      const { script, version, up, undo, undoScript } = migration
      const prepared = undo === null ? null : await prepareScript(undoScript ?? '', undo)
      const options = { schema: 'public', statementTimeoutMs: 60_000, lockTimeoutMs: 5_000, signal }
      const { proof } = await prover.prove({ script, version, up: await prepareScript(script, up), undo: prepared, options })
      found.push({ migration, proof })
    }
  } finally {
    await prover.close()
  }
  return found
}

/** Proofs that say something else than they must, a line each. */
export function surprises(found: readonly ProvedMigration<HistoryMigration>[]): string[] {
  return found.filter(({ migration, proof }) => proof.status !== migration.expected).map(({ migration: { script, expected, fault }, proof }) => `${script}: ${proof.status} instead of ${expected}${fault ? ` (${fault})` : ''}: ${reasons(proof)}`)
}

/** Why a proof is not better than it is, in one line. */
export function reasons({ problem, error, loses, differences }: Proof): string {
  return [problem, error?.message, ...loses, ...differences.map(({ text }) => text)].filter(Boolean).slice(0, 4).join(' | ')
}

export function countByStatus(found: readonly { proof: Proof }[]): Partial<Record<Proof['status'], number>> {
  const counts: Partial<Record<Proof['status'], number>> = {}
  for (const { proof: { status } } of found) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
