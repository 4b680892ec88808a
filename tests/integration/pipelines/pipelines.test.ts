import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { KeyFileVault } from '#engine/vault/key-file-vault.ts'
import { createDatabase, serverUrl, type TestDatabase } from '../../support/database.ts'
import type { ShellEnd, ShellRun } from '../../support/shell-child.ts'

const root = join(import.meta.dirname, '../../..')
const read = (name: string) => readFileSync(join(root, 'resources/ci', name), 'utf8')

interface GitLabJob {
  stage?: string
  extends?: string
  script?: string[]
  artifacts?: { reports?: Record<string, string>; paths?: string[] }
  services?: { name: string; alias: string }[]
}
interface GitHubJob {
  needs?: string
  container?: string
  steps: { name?: string; uses?: string; run?: string }[]
}

const gitlab = parse(read('gitlab-ci.yml')) as Record<string, unknown>
const github = parse(read('github-workflow.yml')) as { on: object; jobs: Record<string, GitHubJob> }
const keywords = new Set(['stages', 'variables', 'default'])
const jobs = Object.entries(gitlab).filter(([name]) => !keywords.has(name)) as [string, GitLabJob][]

/** Each command line of the files, once, in their order. */
const commands = [...new Set([...jobs.flatMap(([, { script = [] }]) => script), ...Object.values(github.jobs).flatMap(({ steps }) => steps.flatMap(({ run = '' }) => run.split('\n'))), ...read('check-migrations.sh').split('\n')])]
  .flatMap((line) => /\bstrata (?:[a-z]+ )(?:.*)/.exec(line.replace(/ \|\| test .*$/, ''))?.[0] ?? [])
  .filter((line, index, all) => !line.includes('$REPORTS') && all.findIndex((other) => sameWork(other) === sameWork(line)) === index)

/** Both pipelines do the same under other reasons. */
function sameWork(line: string): string {
  return line.replace(/--reason "[^"]*"/, '')
}

let world: { folder: string; scratch: TestDatabase; staging: TestDatabase }

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-pipeline-'))
  const [scratch, staging] = await Promise.all([createDatabase('pipeline'), createDatabase('pipeline')])
  cpSync(join(root, 'migrations-sample'), join(folder, 'migrations'), { recursive: true })
  cpSync(join(root, 'resources/ci/tests'), join(folder, 'tests'), { recursive: true })
  const pgtap = (await scratch.query("SELECT FROM pg_available_extensions WHERE name = 'pgtap'")).length > 0
  if (pgtap) cpSync(join(root, 'resources/ci/pgtap-tests'), join(folder, 'tests/pgtap'), { recursive: true })
  mkdirSync(join(folder, 'reports'))
  world = { folder, scratch, staging }
})
afterAll(async () => {
  await Promise.all([world.scratch.drop(), world.staging.drop()])
  rmSync(world.folder, { recursive: true, force: true })
})

/** The native modules are not there. */
const withoutNative = `data:text/javascript,import{registerHooks}from'node:module';registerHooks({resolve(name,context,next){if(/better-sqlite3|keyring/.test(name))throw(new(Error)('none'));return(next(name,context))}})`

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

function program(name: string, args: readonly string[], variables: Record<string, string> = {}): Promise<Ended> {
  const { PATH = '', LANG = 'C.UTF-8' } = process.env
  const child = spawn(name, args, { cwd: world.folder, env: { PATH, LANG, ...variables } })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
}

/** What a shell makes of a command line, without the name of the program. */
async function argvOf(line: string): Promise<string[]> {
  const { stdout } = await program('sh', ['-c', `strata() { printf '%s\\0' "$@"; }; ${line}`], { MIGRATIONS: 'migrations', TESTS: 'tests', CI_PIPELINE_URL: 'https://ci.example/1', GITHUB_RUN_ID: '1' })
  return stdout.split('\0').slice(0, -1)
}

/** One process runs them all; no folder of the user can be written. */
async function runAll(lines: readonly { line: string; variables: Record<string, string> }[], nodeArgs: readonly string[] = ['--import', withoutNative]): Promise<ShellEnd[]> {
  const runs: ShellRun[] = await Promise.all(lines.map(async ({ line, variables }) => ({ argv: await argvOf(line), variables })))
  const file = join(world.folder, 'runs.json')
  writeFileSync(file, JSON.stringify(runs))
  const { code, stdout, stderr } = await program(process.execPath, [...nodeArgs, join(root, 'tests/support/shell-child.ts'), file], { HOME: '/proc/nowhere', STRATA_HOME: '/proc/nowhere/strata', STRATA_SHADOW: serverUrl() })
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as ShellEnd[]
}

const at = (database: TestDatabase) => ({ STRATA_URL: database.url })
const isForStaging = (line: string) => /reports\/(?:staging|status|preview)\./.test(line)
const needsDatabase = (line: string) => /^strata (?:preview|migrate|validate|schema|status)/.test(line)

/** docs/pipelines.md has the same table; the sample has a migration without an undo. */
const documented: Readonly<Record<string, number>> = { lint: 0, prove: 22, test: 0, preview: 0, migrate: 0, validate: 0, schema: 0, status: 0, approvals: 0 }

test('GitLab: each job has a stage of the list and a script, what it extends is there, and its reports are written by its script', () => {
  const { stages } = gitlab as { stages: string[] }
  for (const [name, job] of jobs) {
    if (job.extends !== undefined) expect([name, jobs.some(([other]) => other === job.extends)]).toEqual([name, true])
    if (name.startsWith('.')) continue
    expect([name, stages.includes(job.stage ?? '')]).toEqual([name, true])
    expect([name, (job.script ?? []).length > 0]).toEqual([name, true])
    for (const file of Object.values(job.artifacts?.reports ?? {})) expect(job.script?.join('\n')).toContain(`--output ${file}`)
  }
})

test('GitHub: each job has steps that use an action of a fixed version or run something, and needs jobs that are there', () => {
  expect(Object.keys(github.on)).toEqual(['pull_request', 'push'])
  for (const { needs, steps } of Object.values(github.jobs)) {
    if (needs !== undefined) expect(github.jobs).toHaveProperty(needs)
    for (const { uses, run } of steps) expect(uses === undefined ? run : uses).toMatch(uses === undefined ? /\S/ : /^[\w-]+\/[\w/-]+@v\d+$/)
  }
})

test('each command of the files ends as docs/pipelines.md says: without a store, a folder to write or a native module', { timeout: 280_000 }, async () => {
  expect(commands.length).toBeGreaterThan(9)
  const [asking, alone] = [commands.filter((line) => line.startsWith('strata approvals')), commands.filter((line) => !line.startsWith('strata approvals'))]
  const ends = await runAll(alone.map((line) => ({ line, variables: needsDatabase(line) ? at(isForStaging(line) ? world.staging : world.scratch) : {} })))
  // Who asks for production needs the store of the team.
  const store = { STRATA_HOME: join(world.folder, 'store'), HOME: world.folder }
  await new KeyFileVault(store.STRATA_HOME).set('first', 'x')
  const [added, ...asked] = await runAll([`strata env add production --url "${world.scratch.url}" --class production --dir migrations --no-backup --schema other`, ...asking].map((line) => ({ line, variables: store })), [])
  expect([added?.code, added?.code === 0 ? '' : added?.stderr]).toEqual([0, ''])
  const all = [...alone.map((line, index) => [line, ends[index]] as const), ...asking.map((line, index) => [line, asked[index]] as const)]
  expect(all.map(([line, end]) => [line, end?.code, end?.code === codeOf(line) ? '' : end])).toEqual(all.map(([line]) => [line, codeOf(line), '']))
  readReports(join(world.folder, 'reports'))
})

const codeOf = (line: string) => documented[line.split(' ')[1] ?? '']

/** By readers that know nothing of the writers. */
function readReports(folder: string): void {
  const json = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T
  const quality = json<{ description: string; check_name: string; fingerprint: string; severity: string; location: { path: string; lines: { begin: number } } }[]>('lint.code-quality.json')
  for (const issue of quality) expect(issue).toMatchObject({ severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/), location: { path: expect.stringMatching(/^migrations\//), lines: { begin: expect.any(Number) } } })
  expect(new Set(quality.map(({ fingerprint }) => fingerprint)).size).toBe(quality.length)
  expect(json<{ version: string }>('lint.sarif').version).toBe('2.1.0')
  expect(json<{ tables: unknown[] }>('schema.json').tables.length).toBeGreaterThan(10)
  expect(json<{ state: string; env: string }>('approval.json')).toMatchObject({ state: 'asked', env: 'production' })
  expect(readFileSync(join(folder, 'preview.md'), 'utf8')).toMatch(/^# Preview of 17 migrations/)
}

const junitReader = `
import sys, xml.etree.ElementTree as tree
suites = tree.parse(sys.argv[1]).getroot()
cases = [case for suite in suites.iter('testsuite') for case in suite.iter('testcase')]
assert suites.tag == 'testsuites' and int(suites.get('tests')) == len(cases) > 0, (suites.tag, suites.get('tests'), len(cases))
assert int(suites.get('failures')) == sum(1 for case in cases if case.find('failure') is not None)
assert all(case.get('name') and case.get('classname') and float(case.get('time')) >= 0 for case in cases)
print(len(cases))`

test.each(['prove', 'test'])('the JUnit report of %s is read by a parser of another house, and its numbers agree', async (name) => {
  writeFileSync(join(world.folder, 'read.py'), junitReader)
  const { code, stdout, stderr } = await program('python3', ['read.py', `reports/${name}.junit.xml`])
  expect([code, stderr]).toEqual([0, ''])
  expect(Number(stdout)).toBeGreaterThan(2)
})

test('a schema that does not hold ends with 23 and says what was found; one that cannot be migrated with 8', async () => {
  mkdirSync(join(world.folder, 'bad'))
  writeFileSync(join(world.folder, 'bad/V1__t.sql'), 'CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n')
  const tests: Record<string, string> = {
    'a.sql': 'SELECT a = 2 AS "two" FROM t;\nSELECT a = 1 FROM t;\n',
    'b.sql': 'INSERT INTO t VALUES (2);\nCOMMIT;\nSELECT count(*) = 2 AS kept_within FROM t;\n',
    'c.sql': "SELECT count(*) = 1 AS \"the file before was rolled back\" FROM t;\nDO $$ BEGIN ASSERT false, 'never'; END $$;\nSELECT true AS \"not reached\";\n",
    'd.sql': '\\set ON_ERROR_STOP on\n\\i other.sql\n',
    'e.sql': "SELECT '1..2';\nSELECT 'ok 1 - one';\nSELECT E'not ok 2 - two\\n# Failed test 2';\n",
  }
  mkdirSync(join(world.folder, 'bad-tests'))
  for (const [name, text] of Object.entries(tests)) writeFileSync(join(world.folder, 'bad-tests', name), text)
  writeFileSync(join(world.folder, 'bad/V2__wrong.sql'), 'SELECT wrong;\n')
  mkdirSync(join(world.folder, 'good'))
  cpSync(join(world.folder, 'bad/V1__t.sql'), join(world.folder, 'good/V1__t.sql'))
  const runs = await runAll(['strata test bad-tests --dir good --json', 'strata test bad-tests --dir bad --quiet', 'strata test nowhere --dir good'].map((line) => ({ line, variables: {} })))
  expect(runs.map(({ code }) => code)).toEqual([23, 8, 2])
  const { stdout = '' } = runs[0] ?? {}
  const { files, passed } = JSON.parse(stdout) as { passed: boolean; files: { file: string; cases: { name: string; ok: boolean; message?: string }[] }[] }
  expect(passed).toBe(false)
  expect(files.map(({ file, cases }) => [file, cases.map(({ name, ok }) => [name, ok])])).toEqual([
    ['bad-tests/a.sql', [['two', false], ['line 2: SELECT a = 1 FROM t', true]]],
    ['bad-tests/b.sql', [['kept_within', true]]],
    ['bad-tests/c.sql', [['the file before was rolled back', true], ["line 2: DO $$ BEGIN ASSERT false, 'never'; END $$", false]]],
    ['bad-tests/d.sql', [['line 2', false]]],
    ['bad-tests/e.sql', [['one', true], ['two', false]]],
  ])
  expect(files[2]?.cases[1]?.message).toContain('never (SQLSTATE P0004)')
  const left = await world.scratch.query("SELECT datname FROM pg_database WHERE datname LIKE 'strata\\_shadow%'")
  expect(left).toEqual([])
})

test('an address is enough in the variables of libpq, and SQL comes out that psql and others read', async () => {
  const { hostname, port, username, pathname } = new URL(world.scratch.url)
  const libpq = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGDATABASE: pathname.slice(1), PGSSLMODE: 'disable' }
  const [ended] = await runAll([{ line: 'strata schema export --format sql', variables: libpq }])
  const stdout = ended?.stdout ?? ''
  expect([ended?.code, ended?.stderr]).toEqual([0, ''])
  expect(stdout).toMatch(/CREATE TABLE public\.orders/)
  expect(stdout).not.toMatch(/^\\/m)
  const again = await createDatabase('pipeline')
  try {
    const { hostname: host, port: port2 } = new URL(again.url)
    writeFileSync(join(world.folder, 'schema.sql'), stdout)
    const loaded = await program('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', host, '-p', port2, '-U', 'postgres', '-f', 'schema.sql', again.name])
    expect([loaded.code, loaded.stderr]).toEqual([0, ''])
  } finally {
    await again.drop()
  }
})
