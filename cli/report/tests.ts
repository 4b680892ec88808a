import type { TestedFile } from '#engine/sql-tests/run-test-file.ts'
import type { Look } from '../render/look.ts'
import { count, indent } from '../render/values.ts'
import { junitText } from './junit.ts'

export interface TestReport {
  /** pgTAP's functions were there. */
  pgtap: boolean
  files: readonly TestedFile[]
}

/** Exit codes of `strata test` beside those of errors; docs/cli.md has the same. */
export const testExits = { passed: 0, failed: 23 } as const

export const testFormats = ['text', 'json', 'junit'] as const
export type TestFormat = (typeof testFormats)[number]

export function hasFailed({ files }: TestReport): boolean {
  return files.some(({ cases }) => cases.some(({ ok }) => !ok))
}

export function testReportText(report: TestReport, format: TestFormat, look: Look): string {
  if (format === 'json') return `${JSON.stringify({ passed: !hasFailed(report), ...report }, undefined, 2)}\n`
  return format === 'junit' ? junitOf(report) : textOf(report, look)
}

function junitOf({ files }: TestReport): string {
  return junitText('test', files.map(({ file, ms, cases }) => ({
    name: file, path: file,
    cases: cases.map(({ name, ok, skipped, message }, at) => ({
      name, seconds: at === 0 ? ms / 1000 : 0,
      ...(!ok && { failure: { message: message?.split('\n')[0] ?? 'It does not hold.', text: message ?? '' } }), ...(skipped !== undefined && { skipped }),
    })),
  })))
}

function textOf({ files, pgtap }: TestReport, { paint }: Look): string {
  const lines = files.flatMap(({ file, ms, cases }) => {
    const bad = cases.filter(({ ok }) => !ok)
    const head = `${bad.length === 0 ? paint.green('passed') : paint.red('failed')}  ${paint.bold(file)}  ${paint.dim(`${count(cases.length, 'test')}, ${ms} ms`)}`
    return [head, ...bad.map(({ name, message }) => `  ${paint.red('not ok')} ${name}${message === undefined ? '' : `\n${indent(indent(message))}`}`)]
  })
  const all = files.flatMap(({ cases }) => cases)
  const failed = all.filter(({ ok }) => !ok).length
  return `${lines.join('\n')}\n\n${count(all.length, 'test')} in ${count(files.length, 'file')}: ${failed === 0 ? 'all hold' : `${failed} ${failed === 1 ? 'does' : 'do'} not hold`}${pgtap ? '' : '; pgTAP is not installed on this server'}\n`
}
