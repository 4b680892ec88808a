import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Preview } from '#shared/contract/preview.ts'
import type { ScaleSize } from '#shared/preview/scale.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { ProofResult } from '../prove/prove-undo.ts'
import type { TargetSize } from '../shadow/environment-shadow.ts'
import type { TracedItem } from './trace-batch.ts'

/** What came of a batch where it was run. */
export interface Outcome {
  place: Preview['place']
  notes: readonly Diagnostic[]
  /** Rows of the tables where it was run. */
  sampled: ReadonlyMap<string, number>
  /** On the target. */
  sizes: ReadonlyMap<string, TargetSize & ScaleSize>
  before: Snapshot
  fingerprint: string
  traced: readonly TracedItem[]
  proofs: ReadonlyMap<string, ProofResult>
}
