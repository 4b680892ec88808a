import type { EffectLine, Preview, PreviewedMigration } from '#shared/contract/preview.ts'
import type { LintFile } from '#shared/lint/rule.ts'
import { totalSeconds, type ScaleBasis } from '#shared/preview/scale.ts'
import { verdictOf } from '#shared/preview/verdict.ts'
import { chained, describe, describeBatch, destructionsOf, renameSizes, scaled } from '../effect/describe.ts'
import type { KeptPreview } from '../previews.ts'
import { generateUndo } from '../prove/generate-undo.ts'
import type { ProofResult } from '../prove/prove-undo.ts'
import { lint, lintFiles, type LintTexts } from './lint-traced.ts'
import type { Outcome } from './outcome.ts'
import type { PreviewRun } from './preview-run.ts'
import type { TracedItem } from './trace-batch.ts'

/** A preview without what is known only at its very end. */
export type Composed = Omit<KeptPreview, 'preview'> & { preview: Omit<Preview, 'id' | 'ms' | 'stages'> }

/** Makes of what was measured what a person reads. */
export async function composePreview(run: PreviewRun, outcome: Outcome): Promise<Composed> {
  const { environment, request, watch } = run
  const { traced, before, notes } = outcome
  const files = await watch.time('lint', () => lintFiles(traced.map(({ item, statements }) => ({ script: item.script, text: item.text, statements }))))
  const described = await watch.time('effect', () => describeAll(run, outcome, files))
  const { migrations, whole } = request.mode === 'target' ? withoutStays(described) : described
  const findings = await watch.time('lint', () => lint(files, lintTextsOf(run, outcome)))
  const after = traced.at(-1)?.after ?? before
  const preview: Composed['preview'] = {
    env: environment.name, mode: request.mode, base: request.base, rows: request.rows, place: outcome.place, at: new Date().toISOString(), from: outcome.fingerprint,
    notes: [...notes, ...traced.flatMap((one) => one.notes)], migrations, ...whole, findings,
    verdict: verdictOf(migrations, findings), seconds: totalSeconds(migrations.flatMap(({ statements }) => statements)),
  }
  return { preview, envId: environment.id, before, after, steps: new Map(traced.map((one) => [one.item.script, { before: one.before, after: one.after }])) }
}

type Whole = Pick<Preview, 'effect' | 'differences'>

/** Where the schema was not read again, nobody knows that it stays or that nothing changes. */
function withoutStays({ migrations, whole }: Described): Described {
  const known = (lines: readonly EffectLine[]) => lines.filter(({ code }) => code !== 'schema-stays' && code !== 'nothing-changes')
  return { migrations: migrations.map((one) => ({ ...one, effect: known(one.effect) })), whole: { ...whole, effect: known(whole.effect) } }
}

interface Described {
  migrations: PreviewedMigration[]
  whole: Whole
}

function describeAll({ environment: { schema } }: PreviewRun, { traced, sizes, sampled, before, proofs }: Outcome, files: readonly LintFile[]): Described {
  let basis: ScaleBasis = { sizes, sampled }
  const migrations = traced.map((one, index) => {
    const migration = migrationOf(one, files[index] as LintFile, { basis, schema }, proofs.get(one.item.script))
    basis = { sizes: renameSizes(basis.sizes, one.renames), sampled: renameSizes(basis.sampled, one.renames) }
    return migration
  })
  const [only] = migrations
  if (only && migrations.length === 1) return { migrations, whole: { effect: only.effect, differences: only.differences } }
  const renames = chained(traced.map((one) => one.renames))
  return { migrations, whole: describeBatch({ before, after: traced.at(-1)?.after ?? before, renames }, migrations.map(({ effect }) => effect), { basis: { sizes, sampled }, schema }) }
}

function migrationOf(traced: TracedItem, file: LintFile, context: { basis: ScaleBasis; schema: string }, proved: ProofResult | undefined): PreviewedMigration {
  const { item, before, after, renames, outcome, error, ms } = traced
  const { script, kind, version, description, checksum, prepared: { outside } } = item
  const statements = scaled(traced.statements, context.basis)
  const transactional = outside === undefined
  return {
    script, kind, version, description, checksum, transactional, reason: outside === undefined ? null : `${outside} cannot run in a transaction`,
    outcome, error: error?.data ?? null, ms: Math.round(ms), statements,
    ...describe({ before, after, renames, statements, transactional }, context),
    destroys: destructionsOf(file, before, statements, context),
    undo: undoOf(traced, proved), proof: proved?.proof ?? null,
  }
}

/** What was proved; else the file, else one that is generated from what has changed. */
function undoOf({ item, before, after, outcome, renames }: TracedItem, proved: ProofResult | undefined): PreviewedMigration['undo'] {
  if (item.undo) return { source: 'file', script: item.undo.script, sql: item.undo.text, problem: item.undo.problem?.message ?? null }
  if (proved) return { source: proved.proof.undo, script: proved.proof.undoScript, sql: proved.undoSql, problem: proved.proof.undo === 'none' ? proved.proof.problem : null }
  if (outcome !== 'ran') return { source: 'none', script: null, sql: null, problem: 'It is generated from what the migration changes, and the migration did not run.' }
  const generated = generateUndo(before, after, item, renames.map(({ from, to }) => ({ from: to, to: from })))
  if ('problem' in generated) return { source: 'none', script: null, sql: null, problem: generated.problem }
  return { source: 'generated', script: null, sql: generated.sql, problem: null }
}

/** What the rules may know of the environment. */
export function lintTextsOf({ environment, policy }: PreviewRun, { traced, sizes, before }: Pick<Outcome, 'traced' | 'sizes' | 'before'>): LintTexts {
  const after = traced.at(-1)?.after ?? before
  return { environment, policy, before, after, size: (relation) => sizes.get(relation), serverMajor: Math.floor(before.head.serverVersionNum / 10_000) }
}
