import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { verifyFixes, type FixContext, type FixFile, type Retraced, type Traces } from '../../lint/verify-fixes.ts'
import { examineScript } from '../../migrations/run/prepare-script.ts'
import { readEnvironment } from '../../schema/take-snapshot.ts'
import type { EnvironmentShadow } from '../shadow/environment-shadow.ts'
import { openTracer, type TraceOptions, type Tracer } from '../trace/tracer.ts'
import { lint, lintFiles, type LintTexts } from './lint-traced.ts'

/** Different fixes that are tried, and for how long: a person waits. The others are not offered. */
const most = 20
const mostMs = 8_000

export interface FixRun {
  shadow: EnvironmentShadow
  files: readonly FixFile[]
  lintTexts: LintTexts
  options: Omit<TraceOptions, 'onStatement'>
}

/** Findings with those fixes that cure them where they are run. */
export function fixFindings(findings: readonly Diagnostic[], { shadow, files, lintTexts, options }: FixRun): Promise<Diagnostic[]> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(mostMs)])
  const context: FixContext = {
    files, signal, limit: most,
    relint: async (texts, again) => lint(await lintFiles(texts.map((one) => ({ ...one, statements: again?.traces.get(one.script) }))), { ...lintTexts, ...(again?.after && { after: again.after }) }),
    retrace: (texts) =>
      retraced(shadow, texts, { ...options, signal }).catch((thrown: unknown) => {
        if (options.signal.aborted) throw thrown
        return undefined
      }),
  }
  return verifyFixes(findings, context)
}

async function retraced(shadow: EnvironmentShadow, files: readonly FixFile[], options: FixRun['options']): Promise<Retraced> {
  const copy = await shadow.copy()
  try {
    const tracer = await openTracer(copy.engine, copy.environment, options)
    try {
      const traces = await traceAll(tracer, files)
      return { traces, after: await readEnvironment(copy.engine, copy.environment, { signal: options.signal }) }
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
