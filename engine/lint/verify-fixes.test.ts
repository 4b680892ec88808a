import { expect, test } from 'vitest'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { lintBatchWithWaivers } from '#shared/lint/lint-batch.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { locking } from '#shared/lint/rules/locking.ts'
import { lintContext } from '../../tests/support/lint.ts'
import { verifyFixes, type FixContext, type FixFile, type Retraced } from './verify-fixes.ts'

async function relint(files: readonly FixFile[], retraced?: Retraced): Promise<Diagnostic[]> {
  const parsed = await Promise.all(files.map(({ script, text }) => lintFile(script, text, retraced?.traces.get(script))))
  return lintBatchWithWaivers(parsed, lintContext(), locking).findings
}

const ran: TracedStatement = { number: 1, line: 1, endLine: 1, command: '', text: '', outcome: 'ran', reason: null, ms: 1, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: null, notices: [], onTarget: null, blocks: [] }
const traceOf = (files: readonly FixFile[], outcome: TracedStatement['outcome']): Retraced => ({ traces: new Map(files.map(({ script }) => [script, [{ ...ran, outcome }]])), after: undefined })

async function fixes(text: string, context: Partial<FixContext> = {}): Promise<[string | undefined, boolean | undefined][]> {
  const files = [{ script: 'V1__a.sql', text }]
  const findings = await verifyFixes(await relint(files), { files, relint, ...context })
  return findings.map(({ rule, fix }) => [rule, fix?.verified])
}

const index = 'CREATE INDEX orders_total ON orders (total);'

test('a fix that cures by its text is kept, but not called verified without a trace', async () => {
  expect(await fixes(index)).toContainEqual(['S101', false])
})

test('a fix that runs where it is traced is verified', async () => {
  expect(await fixes(index, { retrace: async (files) => traceOf(files, 'ran') })).toContainEqual(['S101', true])
})

test('a fix that fails where it is traced is taken away', async () => {
  expect(await fixes(index, { retrace: async (files) => traceOf(files, 'failed') })).toContainEqual(['S101', undefined])
  expect(await fixes(index, { retrace: async () => undefined })).toContainEqual(['S101', undefined])
})

test('a fix that does not cure its finding is taken away', async () => {
  const files = [{ script: 'V1__a.sql', text: index }]
  const findings = (await relint(files)).map((one) => (one.fix ? { ...one, fix: { ...one.fix, edits: [], newFiles: [] } } : one))
  expect((await verifyFixes(findings, { files, relint })).map(({ fix }) => fix)).toEqual(findings.map(() => undefined))
})

test('a fix that brings another error is taken away', async () => {
  const files = [{ script: 'V1__a.sql', text: index }]
  const findings = (await relint(files)).map((one) => (one.fix ? { ...one, fix: { ...one.fix, edits: [{ start: 0, end: index.length, text: 'SELEC 1;' }], newFiles: [] } } : one))
  expect((await verifyFixes(findings, { files, relint })).map(({ fix }) => fix)).toEqual(findings.map(() => undefined))
})

test('the same fix of several findings is tried once', async () => {
  let runs = 0
  const text = 'CREATE TABLE a (b bigint REFERENCES c, d bigint REFERENCES e);'
  const found = await fixes(text, { retrace: async (files) => ((runs += 1), { traces: new Map(files.map(({ script }) => [script, [ran, { ...ran, number: 2 }]])), after: undefined }) })
  expect(found.filter(([, verified]) => verified === true).map(([rule]) => rule)).toEqual(expect.arrayContaining(['S126', 'S402']))
  expect(runs).toBe(1)
})

test('nothing is tried once the run is cancelled', async () => {
  expect(await fixes(index, { signal: AbortSignal.abort() })).toContainEqual(['S101', undefined])
})
