import { crc32 } from 'node:zlib'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackPreview } from '#shared/contract/rollback.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { prepareScript } from '../../migrations/run/prepare-script.ts'
import { keepProof } from '../../preview/prove/list-proofs.ts'
import type { ProofResult } from '../../preview/prove/prove-undo.ts'
import type { BatchItem } from '../../preview/run/batch.ts'
import { proveBatch } from '../../preview/run/prove-batch.ts'
import type { AppliedEntry } from '../applied-state.ts'
import type { KeptUndo } from '../rollback-store.ts'
import { inEmptyShadow, plainOptions, replay } from './replay.ts'
import type { Story } from './story.ts'

export type Written = RollbackPreview['generated'][number]

/**
 * Writes an undo for each migration that lacks one, and tries it: everything before the first of them is replayed in an empty shadow, then each migration from there on
 * runs up, down and up again. What came of it is kept. Throws `shadow_unavailable`, `shadow_failed`, `cancelled`.
 */
export async function writeUndos(engine: Engine, environment: Environment, story: Story, wanted: readonly AppliedEntry[], job: JobContext): Promise<Written[]> {
  const ranks = new Set(wanted.map(({ rank }) => rank))
  const first = story.scripts.findIndex(({ entry }) => entry !== null && ranks.has(entry.rank))
  if (first < 0) return []
  job.progress({ label: 'Writing the undos that are missing' })
  const results = await inEmptyShadow(engine, environment, job, async (shadow) => {
    await replay(shadow, environment, story.scripts.slice(0, first), job.signal)
    const items = await Promise.all(story.scripts.slice(first).map(itemOf))
    return proveBatch(shadow, items, plainOptions(environment, job.signal), { signal: job.signal, log: job.log, onScript: ({ script }) => job.progress({ label: `Trying the undo of ${script}` }) })
  })
  const written: Written[] = []
  for (const entry of wanted) written.push(await keep(engine, environment, entry, results.get(entry.script)))
  return written
}

async function itemOf({ script, version, description, text }: Story['scripts'][number]): Promise<BatchItem> {
  const prepared = await prepareScript(script, text)
  return { script, kind: version === null ? 'repeatable' : 'versioned', version, description, text, checksum: flywayChecksum(text, crc32), prepared, problem: null, undo: null, drafted: false }
}

async function keep(engine: Engine, environment: Environment, entry: AppliedEntry, result: ProofResult | undefined): Promise<Written> {
  const proof = result?.proof
  const undo: KeptUndo = {
    envId: environment.id, script: entry.script, checksum: entry.checksum ?? 0, undoScript: proof?.undoScript ?? entry.script, sql: result?.undoSql ?? '', status: proof?.status ?? 'failed',
    loses: proof?.loses ?? [], problem: problemOf(proof), rows: proof?.compared.rows ?? 0, at: proof?.at ?? new Date().toISOString(),
  }
  await engine.rollbacks.keepUndo(undo)
  if (result) await keepProof(engine.proofs, environment.id, result)
  const { script, undoScript, status, problem, loses } = undo
  return { script, undo: undoScript, status, problem, loses: [...loses] }
}

function problemOf(proof: ProofResult['proof'] | undefined): string | null {
  if (!proof) return 'a migration before it does not run in an empty database'
  return proof.problem ?? proof.error?.message ?? proof.differences[0]?.text ?? null
}
