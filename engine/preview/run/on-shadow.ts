import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { FactId } from '#shared/schema/fact.ts'
import { withoutHistory } from '../../compare/own-tables.ts'
import { connect } from '../../postgres/connect.ts'
import { readSnapshot } from '../../schema/read-snapshot.ts'
import { keepProof } from '../prove/list-proofs.ts'
import type { KnownChange, ProofResult } from '../prove/prove-undo.ts'
import type { AddressedSchema } from '../prove/renames-back.ts'
import { withEnvironmentShadow, type EnvironmentShadow } from '../shadow/environment-shadow.ts'
import type { Shadow } from '../shadow-database.ts'
import { openTracer } from '../trace/tracer.ts'
import { composePreview, lintTextsOf, type Composed } from './compose.ts'
import { fixFindings } from './fix-findings.ts'
import { lint, lintFiles } from './lint-traced.ts'
import { lostShadow, shadowOptions, type PreviewRun } from './preview-run.ts'
import { proveBatch } from './prove-batch.ts'
import { shareFacts } from './share-facts.ts'
import { traceBatch, type ReadNow, type TracedItem } from './trace-batch.ts'

/** Runs the batch in a copy of a database that is like the environment, and proves its undos in another one. */
export async function runOnShadow(run: PreviewRun): Promise<Composed> {
  const { engine, environment, request, watch, job } = run
  const began = performance.now()
  let ended = 0
  job.progress({ label: 'Making the shadow' })
  try {
    return await withEnvironmentShadow(engine, environment, request, job, async (made) => {
      const shadow = { ...made, before: withoutHistory(made.before, [environment]) }
      watch.add('shadow', performance.now() - began)
      try {
        return await onCopies(run, shadow)
      } catch (thrown) {
        throw lostShadow(thrown)
      } finally {
        ended = performance.now()
      }
    })
  } finally {
    if (ended > 0) watch.add('shadow', performance.now() - ended)
  }
}

async function onCopies(run: PreviewRun, shadow: EnvironmentShadow): Promise<Composed> {
  const { watch, request, progress } = run
  const traced = await watch.time('trace', () => trace(run, shadow))
  const { title, serverVersion, sameMajor, warm, notes, sampled, sizes, before, fingerprint } = shadow
  const known = { place: { title, serverVersion, sameMajor, warm }, notes, sampled, sizes, before, fingerprint, traced }
  // Fixes rest on what was traced alone: they are tried in copies of their own while the undos are proved.
  const [fixed, proved] = await Promise.allSettled([
    fixedFindings(run, shadow, traced),
    request.prove ? watch.time('prove', () => prove(run, shadow, traced)) : new Map<string, ProofResult>(),
  ])
  if (proved.status === 'rejected') throw proved.reason
  if (fixed.status === 'rejected') throw fixed.reason
  await keepProofs(run, traced, proved.value)
  progress.at('Reading what came of it')
  const composed = await composePreview(run, { ...known, proofs: proved.value })
  return { ...composed, preview: { ...composed.preview, findings: fixed.value } }
}

async function fixedFindings(run: PreviewRun, shadow: EnvironmentShadow, traced: readonly TracedItem[]): Promise<Diagnostic[]> {
  const { sizes, before } = shadow
  const lintTexts = lintTextsOf(run, { traced: [...traced], sizes, before })
  const findings = lint(await lintFiles(traced.map(({ item, statements }) => ({ script: item.script, text: item.text, statements }))), lintTexts)
  const files = run.items.map(({ script, text }) => ({ script, text }))
  return run.watch.time('fixes', () => fixFindings(findings, { shadow, files, lintTexts, options: shadowOptions(run) }))
}

async function trace(run: PreviewRun, shadow: EnvironmentShadow): Promise<TracedItem[]> {
  const { progress, items } = run
  const copy = await shadow.copy()
  const tracer = await openTracer(copy.engine, copy.environment, { ...shadowOptions(run), onStatement: (script, statement, of) => progress.traced(script, statement, of) })
  try {
    return await traceBatch(tracer, items, shadow.before, reader(run, copy))
  } finally {
    await tracer.close()
    await copy.drop()
  }
}

function reader({ environment, job: { signal } }: PreviewRun, { engine, environment: place }: Shadow): ReadNow {
  return async (before): Promise<AddressedSchema> => {
    let addresses: ReadonlyMap<string, FactId> = new Map()
    const open = (abort?: AbortSignal) => connect(engine, place, { purpose: 'preview', ...(abort && { signal: abort }) })
    const whole = await readSnapshot(open, kinds, { signal, addresses: (found) => (addresses = found) })
    return { snapshot: shareFacts(before, withoutHistory(whole, [environment])), addresses }
  }
}

/** Proves the undos of what ran where it was traced. */
async function prove(run: PreviewRun, shadow: EnvironmentShadow, traced: readonly TracedItem[]): Promise<Map<string, ProofResult>> {
  const { job, progress } = run
  const items = traced.filter(({ outcome }) => outcome === 'ran').map(({ item }) => item)
  if (items.length === 0) return new Map()
  const copy = await shadow.copy()
  try {
    return await proveBatch(copy, items, shadowOptions(run), { signal: job.signal, log: () => {}, onScript: (item) => progress.proving(item), known: (item) => knownOf(traced.find((one) => one.item === item)) })
  } finally {
    await copy.drop()
  }
}

/** A proof goes the other way: its renames lead back. */
function knownOf(traced: TracedItem | undefined): KnownChange | undefined {
  return traced && { before: traced.before, after: traced.after, renames: traced.renames.map(({ from, to }) => ({ from: to, to: from })) }
}

/** Those of texts that are saved, for later. */
async function keepProofs({ engine, environment }: PreviewRun, traced: readonly TracedItem[], proofs: ReadonlyMap<string, ProofResult>): Promise<void> {
  for (const { item } of traced) {
    const result = proofs.get(item.script)
    if (result && !item.drafted) await keepProof(engine.proofs, environment.id, result)
  }
}
