import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { place, type PreparedScript } from '../../migrations/run/prepare-script.ts'
import { openProver, type KnownChange, type ProofResult, type Prover, type ProofRequest } from '../prove/prove-undo.ts'
import type { Shadow } from '../shadow-database.ts'
import { skipReasons } from '../trace/skip-reason.ts'
import type { BatchItem } from './batch.ts'

type ProveJob = Pick<JobContext, 'signal' | 'log'> & {
  /** Before each script. */
  onScript(item: BatchItem): void
  /** What a script did where it was traced. */
  known?: (item: BatchItem) => KnownChange | undefined
}

const reasonOf = skipReasons({ wholeServer: false })

/** Proves the undos of scripts that ran where they were traced, one after another; by script. */
export async function proveBatch(shadow: Shadow, items: readonly BatchItem[], options: ProofRequest['options'], job: ProveJob): Promise<Map<string, ProofResult>> {
  const results = new Map<string, ProofResult>()
  const prover = await openProver(shadow, job)
  try {
    for (const item of items) {
      job.onScript(item)
      const result = await proveOne(prover, item, options, job.known?.(item))
      results.set(item.script, result)
      if (result.after === null) break
    }
    return results
  } finally {
    await prover.close()
  }
}

async function proveOne(prover: Prover, { script, version, prepared, undo }: BatchItem, options: ProofRequest['options'], known?: KnownChange): Promise<ProofResult> {
  const up = await harmless(prepared)
  const down = undo && (await harmless(undo.prepared))
  const undoProblem = undo?.problem ?? null
  const result = await prover.prove({ script, version, up: up.script, undo: down?.script ?? null, undoProblem, options, known })
  const weak = [...result.proof.weak, ...up.skipped, ...(down?.skipped ?? [])]
  return { ...result, proof: { ...result.proof, weak } }
}

/** A script without what acts beyond its database, which a shadow must not do either. */
async function harmless(script: PreparedScript): Promise<{ script: PreparedScript; skipped: Diagnostic[] }> {
  const skipped: Diagnostic[] = []
  const statements: PreparedScript['statements'] = []
  for (const statement of script.statements) {
    const reason = await reasonOf(statement)
    if (reason === undefined) statements.push(statement)
    else skipped.push({ code: 'statement-skipped', severity: 'warning', subject: script.script, where: place(script.script, script.text, statement.start, statement.number), message: `Statement ${statement.number} was left out of the proof. ${reason}` })
  }
  return { script: skipped.length > 0 ? { ...script, statements } : script, skipped }
}
