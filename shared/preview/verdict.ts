import type { Diagnostic } from '../contract/diagnostics.ts'
import type { Destruction, Preview, PreviewedMigration } from '../contract/preview.ts'
import { careful, danger, heldLocks } from './effect/wait-lines.ts'

type Judged = Pick<PreviewedMigration, 'outcome' | 'statements' | 'transactional' | 'destroys' | 'proof'>

/** Kinds whose data nothing brings back unless they are kept; what an UPDATE overwrites is to be looked at, but is what UPDATE is for. */
const lossy: ReadonlySet<Destruction['kind']> = new Set(['drop_table', 'drop_column', 'drop_schema', 'truncate', 'narrowing_type', 'delete'])

/** One word for a batch: whether it runs, whether data is lost without a way back, how long others wait, what the rules say. */
export function verdictOf(migrations: readonly Judged[], findings: readonly Pick<Diagnostic, 'severity'>[]): Preview['verdict'] {
  if (migrations.some(({ outcome }) => outcome !== 'ran')) return 'failed'
  const wait = Math.max(0, ...migrations.map(longestWait))
  const losses = migrations.flatMap(lossesOf)
  if (wait >= danger || losses.some(({ kind }) => lossy.has(kind)) || findings.some(({ severity }) => severity === 'error')) return 'dangerous'
  const unsafe = migrations.some(({ proof, statements }) => proof?.status === 'differs' || proof?.status === 'failed' || statements.some(({ outcome }) => outcome === 'skipped'))
  return wait >= careful || losses.length > 0 || unsafe || findings.some(({ severity }) => severity === 'warning') ? 'careful' : 'safe'
}

/** Milliseconds that reads or writes of any table wait for at worst. */
function longestWait({ statements, transactional }: Judged): number {
  return Math.max(0, ...heldLocks(statements, transactional).map(({ seconds }) => (seconds?.high ?? 0) * 1000))
}

/** What is destroyed and neither kept nor brought back by a proved undo; nothing is lost where there are no rows. */
function lossesOf({ destroys, proof }: Judged): Destruction[] {
  if (proof?.status === 'proved' && proof.weak.every(({ code }) => code !== 'no-rows')) return []
  return destroys.filter(({ chosen, rows }) => chosen === 'discard' && rows !== 0)
}
