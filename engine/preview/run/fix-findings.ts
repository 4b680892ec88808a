import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { verifyFixes, type FixContext, type FixFile, type Traces } from '../../lint/verify-fixes.ts'
import { examineScript } from '../../migrations/run/prepare-script.ts'
import type { EnvironmentShadow } from '../shadow/environment-shadow.ts'
import { openTracer, type TraceOptions, type Tracer } from '../trace/tracer.ts'
import { lint, lintFiles, type LintTexts } from './lint-traced.ts'

/** Fixes that are tried, and for how long: a person waits. The others can be taken all the same, but are not called verified. */
const most = 5
const mostMs = 3_000

export interface FixRun {
  shadow: EnvironmentShadow
  files: readonly FixFile[]
  lintTexts: LintTexts
  options: Omit<TraceOptions, 'onStatement'>
}

/** Findings with those fixes that cure them: where they are run as long as there is time, else by their text. */
export async function fixFindings(findings: readonly Diagnostic[], run: FixRun): Promise<Diagnostic[]> {
  const began = performance.now()
  const cured = new Map<string, readonly Diagnostic[]>()
  for (const key of new Set(findings.flatMap((one) => keyOf(one) ?? []))) {
    const inTime = cured.size < most && performance.now() - began < mostMs
    const alone = findings.map((one) => (keyOf(one) === key ? one : withoutFix(one)))
    cured.set(key, await verifyFixes(alone, contextOf(run, inTime)))
  }
  return findings.map((one, at) => cured.get(keyOf(one) ?? '')?.[at] ?? one)
}

/** The same fix of several findings is tried once. */
function keyOf({ fix, where }: Diagnostic): string | undefined {
  return fix && JSON.stringify([where?.file, fix.edits, fix.newFiles])
}

function withoutFix({ fix: _fix, ...finding }: Diagnostic): Diagnostic {
  return finding
}

function contextOf({ shadow, files, lintTexts, options }: FixRun, inTime: boolean): FixContext {
  const relint = async (texts: readonly FixFile[], traces?: Traces) => lint(await lintFiles(texts.map((one) => ({ ...one, statements: traces?.get(one.script) }))), lintTexts)
  if (!inTime) return { files, relint }
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(mostMs)])
  const retrace = (texts: readonly FixFile[]) => retraced(shadow, texts, { ...options, signal }).catch((thrown: unknown) => {
    if (options.signal.aborted) throw thrown
    return undefined
  })
  return { files, relint, retrace }
}

async function retraced(shadow: EnvironmentShadow, files: readonly FixFile[], options: FixRun['options']): Promise<Traces> {
  const copy = await shadow.copy()
  try {
    const tracer = await openTracer(copy.engine, copy.environment, options)
    try {
      return await traceAll(tracer, files)
    } finally {
      await tracer.close()
    }
  } finally {
    await copy.drop()
  }
}

/** Up to the first that fails. */
async function traceAll(tracer: Tracer, files: readonly FixFile[]): Promise<Traces> {
  const traces = new Map<string, Awaited<ReturnType<Tracer['run']>>['statements']>()
  for (const { script, text } of files) {
    const { statements, outside, errors } = await examineScript(script, text)
    if (errors.length > 0) return traces
    const trace = await tracer.run({ script, text, statements, outside })
    traces.set(script, trace.statements)
    if (trace.outcome === 'failed') return traces
  }
  return traces
}
