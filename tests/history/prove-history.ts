import type { Proof } from '#shared/contract/preview.ts'
import { prepareScript } from '#engine/migrations/run/prepare-script.ts'
import { openProver } from '#engine/preview/prove/prove-undo.ts'
import type { Shadow } from '#engine/preview/shadow-database.ts'
import type { HistoryMigration } from './generate.ts'

export interface ProvedMigration {
  migration: HistoryMigration
  proof: Proof
}

/** Proves migrations one after another in an empty shadow. */
export async function proveHistory(shadow: Shadow, migrations: readonly HistoryMigration[], signal: AbortSignal): Promise<ProvedMigration[]> {
  const prover = await openProver(shadow, { signal, log: () => {} })
  const found: ProvedMigration[] = []
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
export function surprises(found: readonly ProvedMigration[]): string[] {
  return found.filter(({ migration, proof }) => proof.status !== migration.expected).map(({ migration: { script, expected, fault }, proof: { status, problem, error, loses, differences } }) =>
    `${script}: ${status} instead of ${expected}${fault ? ` (${fault})` : ''}: ${[problem, error?.message, ...loses, ...differences.map(({ text }) => text)].filter(Boolean).slice(0, 4).join(' | ')}`)
}
