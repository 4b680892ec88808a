import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { applyEdits } from '#shared/lint/edits.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { migrationFileName, parseMigrationName } from '#shared/migrations/names.ts'

export interface FixFile {
  script: string
  text: string
}

/** Statements of each script where it was traced. */
export type Traces = ReadonlyMap<string, readonly TracedStatement[]>

/** A batch that was run anew. */
export interface Retraced {
  traces: Traces
  /** Facts after it. */
  after: Snapshot | undefined
}

export interface FixContext {
  /** The batch that was linted. */
  files: readonly FixFile[]
  /** Lints a cured batch with the facts before it, and with what was traced anew; without that, nothing is known of after it. */
  relint(files: readonly FixFile[], retraced?: Retraced): Promise<readonly Diagnostic[]>
  /** Runs a cured batch where the first one ran; undefined: that cannot be done. Absent where nothing was traced: fixes are then judged by their text and stay unverified. */
  retrace?(files: readonly FixFile[]): Promise<Retraced | undefined>
  /** No more fixes are tried once it is aborted; those that were not are taken away. */
  signal?: AbortSignal
  /** At most so many different fixes are tried; 50 if absent. */
  limit?: number
}

/**
 * Findings with those fixes only that cure them: the cured batch is linted, and traced where that can be done, the finding must be
 * gone, and no error or warning may have come instead.
 */
export async function verifyFixes(findings: readonly Diagnostic[], context: FixContext): Promise<Diagnostic[]> {
  const tried = new Map<string, Promise<Outcome | undefined>>()
  const result: Diagnostic[] = []
  for (const finding of findings) {
    const { fix, where, ...rest } = finding
    const place = where && { where }
    if (!fix) {
      result.push(finding)
      continue
    }
    const key = JSON.stringify([where?.file, fix.edits, fix.newFiles])
    if (!tried.has(key) && tried.size < (context.limit ?? 50) && context.signal?.aborted !== true) tried.set(key, outcomeOf(finding, findings, context))
    const outcome = await tried.get(key)
    const cures = outcome !== undefined && isCured(finding, findings, outcome)
    result.push({ ...rest, ...place, ...(cures && { fix: { ...fix, verified: context.retrace !== undefined } }) })
  }
  return result
}

interface Outcome {
  findings: readonly Diagnostic[]
  /** Scripts that the fix has changed or added. */
  scripts: ReadonlySet<string>
}

/** Undefined: the cured batch cannot be told or fails. */
async function outcomeOf(finding: Diagnostic, findings: readonly Diagnostic[], context: FixContext): Promise<Outcome | undefined> {
  const cured = curedFiles(finding, context.files)
  if (!cured) return undefined
  if (!context.retrace || finding.basis !== 'trace') {
    const byText = await context.relint(cured.files)
    if (!context.retrace || !isCured(finding, onlyOwn(finding, findings, byText), { ...cured, findings: byText })) return { ...cured, findings: byText }
  }
  const retraced = await context.retrace(cured.files)
  if (!retraced || ![...cured.scripts].every((script) => hasRun(retraced.traces.get(script)))) return undefined
  return { ...cured, findings: await context.relint(cured.files, retraced) }
}

function hasRun(statements: readonly TracedStatement[] | undefined): boolean {
  return statements !== undefined && statements.every(({ outcome }) => outcome === 'ran' || outcome === 'skipped')
}

/** The text alone may find more than a trace has left; only what the finding itself is about is compared before the trace. */
function onlyOwn(finding: Diagnostic, before: readonly Diagnostic[], after: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...before.filter((one) => isSame(one, finding)), ...after.filter((one) => !isSame(one, finding))]
}

/** The batch with a fix in it; new files come right after the one that is cured. */
export function curedFiles({ fix, where }: Diagnostic, files: readonly FixFile[]): { files: FixFile[]; scripts: Set<string> } | undefined {
  const file = files.find(({ script }) => script === where?.file)
  if (!fix || !file) return undefined
  const text = applyEdits(file.text, fix.edits)
  const added = fix.newFiles.map((one, index) => ({ script: nameAfter(file.script, one.description, index + 1), text: one.text }))
  const own = text.trim() === '' ? [] : [{ script: file.script, text }]
  return { files: files.flatMap((one) => (one === file ? [...own, ...added] : [one])), scripts: new Set([...own, ...added].map(({ script }) => script)) }
}

/** Only for the trial: the person names the file when the fix is taken. */
function nameAfter(script: string, description: string, number: number): string {
  const slash = script.lastIndexOf('/') + 1
  const parsed = parseMigrationName(script.slice(slash))
  const version = parsed?.version ?? undefined
  return script.slice(0, slash) + (version === undefined ? `${script.slice(slash).replace(/\.sql$/i, '')}_${number}.sql` : migrationFileName(`${version}.0.${number}`, description))
}

function isCured(finding: Diagnostic, before: readonly Diagnostic[], { findings: after }: Outcome): boolean {
  const count = (all: readonly Diagnostic[]) => all.filter((one) => isSame(one, finding)).length
  const grave = (all: readonly Diagnostic[], severity: Diagnostic['severity']) => all.filter((one) => one.severity === severity && one.basis !== undefined).length
  return count(after) < count(before) && grave(after, 'error') <= grave(before, 'error') && grave(after, 'warning') <= grave(before, 'warning')
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.subject === b.subject
}
