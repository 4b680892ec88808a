import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../find-chromium.ts'
import type { Counts } from './tier.ts'

export const root = join(import.meta.dirname, '../..')

/** A step that either works or does not. */
export function runStep(script: string, ...args: string[]): Counts {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' })
  return { passed: 0, failed: status === 0 ? 0 : 1, skipped: 0 }
}

export function runVitest(...args: string[]): Counts {
  return counted((file) => {
    const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], { cwd: root, stdio: 'inherit' })
    return status
  }, vitestCounts)
}

/** `script` runs Playwright; its JSON report goes where PLAYWRIGHT_JSON_OUTPUT_FILE says. */
export function runPlaywright(script: string, ...args: string[]): Counts {
  return counted((file) => {
    const env = { ...process.env, CHROMIUM: findChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file }
    return spawnSync(process.execPath, [join(root, script), ...args, '--reporter=line,json'], { cwd: root, stdio: 'inherit', env }).status
  }, playwrightCounts)
}

/** A run that ends badly without a failed test (a file that cannot be loaded, a crash) is one failure. */
function counted(run: (file: string) => number | null, read: (report: never) => Counts): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'strata-report-'))
  const file = join(folder, 'report.json')
  try {
    const status = run(file)
    const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8')) as never) : { passed: 0, failed: 0, skipped: 0 }
    return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function vitestCounts(report: { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number }): Counts {
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests }
}

/** A test that passes only when tried again has failed. */
function playwrightCounts({ stats }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }): Counts {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}
