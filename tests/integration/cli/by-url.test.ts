import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunResult, Status } from '#shared/contract/migrations.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { Shell } from './strata.ts'

const files = {
  'V1__people.sql': 'CREATE TABLE people (id int PRIMARY KEY, name text);\nINSERT INTO people VALUES (1, \'王芳\');\n',
  'V2__index.sql': 'CREATE INDEX CONCURRENTLY people_name ON people (name);\n',
  'U2__index.sql': 'DROP INDEX CONCURRENTLY people_name;\n',
}

describe('The shell with an address and no store', () => {
  let database: TestDatabase
  let shell: Shell
  beforeEach(async () => {
    database = await createDatabase('cli')
    shell = new Shell(files)
    shell.variables = { STRATA_URL: database.url }
  })
  afterEach(async () => {
    shell.remove()
    await database.drop()
  })

  it('migrates, tells the status as the operation says it, undoes, and stores nothing', async () => {
    const migrated = await shell.run('migrate', '--no-backup', '--json')
    expect([migrated.code, migrated.stderr]).toEqual([0, ''])
    expect((JSON.parse(migrated.stdout) as RunResult).migrations.map(({ version }) => version)).toEqual(['1', '2'])
    const undone = await shell.run('undo', '--no-backup')
    expect(undone.stdout).toMatch(/Undone: 1 migration in .*, version 2 -> version 1/)
    const status = JSON.parse((await shell.run('status', '--json')).stdout) as Status
    expect(status.migrations.map(({ version, state }) => [version, state])).toEqual([['1', 'applied'], ['2', 'undone']])
    expect(existsSync(shell.home)).toBe(false)
  })

  it('loads neither SQLite nor the web server for a status', async () => {
    const watcher = `data:text/javascript,import { registerHooks } from 'node:module'; registerHooks({ load(url, context, next) { if (/better-sqlite3|fastify/.test(url)) console.error('LOADED ' + url); return next(url, context) } })`
    const { code, stdout, stderr } = await shell.start(['status'], { nodeArgs: ['--import', watcher] }).ended
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('2 pending')
  })

  it('ends a failed statement with its code, the place with a caret, and the state things are in', async () => {
    shell.write({ 'V3__bad.sql': 'SELECT 1;\nSELECT wrong FROM people;\n' })
    const { code, stdout, stderr } = await shell.run('migrate', '--no-backup', '--quiet')
    expect([code, stdout]).toEqual([8, ''])
    expect(stderr).toContain('at V3__bad.sql:2:8, statement 2')
    expect(stderr).toContain('    SELECT wrong FROM people;\n           ^')
    expect(stderr).toMatch(/State: .*version 2/)
    expect(stderr).toContain('SQLSTATE 42703')
    const asJson = await shell.run('migrate', '--no-backup', '--json')
    expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { code: 'statement_failed', where: { line: 2, column: 8 } } })
  })

  it('asks for name and reason where the address is said to be production', async () => {
    const production = ['migrate', '--no-backup', '--class', 'production']
    expect((await shell.run(...production)).code).toBe(3)
    expect((await shell.run(...production, '--yes')).stderr).toContain('reason_required')
    expect((await shell.run(...production, '--yes', '--reason', 'CHG-1')).code).toBe(0)
  })

  it('has a code for what does not work: wrong arguments, an unreachable host, files that do not agree', async () => {
    expect((await shell.run('migrate', '--sideways')).code).toBe(2)
    expect((await shell.run('status', '--env', 'a', '--url', 'b')).code).toBe(2)
    expect((await shell.run('status', '--url', 'postgres://x@127.0.0.1:1/x')).code).toBe(4)
    expect((await shell.run('doctor', '--url', 'postgres://x@127.0.0.1:1/x')).code).toBe(4)
    await shell.run('migrate', '--no-backup')
    shell.write({ 'V1__people.sql': 'CREATE TABLE people (id int PRIMARY KEY);\n' })
    expect((await shell.run('validate')).code).toBe(5)
    expect((await shell.run('status', '--dir', 'nowhere')).code).toBe(2)
  })

  it('cancels on the server at Ctrl-C, and says what became of it', async () => {
    shell.write({ 'V3__long.sql': 'SELECT pg_sleep(120);\n' })
    const run = shell.start(['migrate', '--no-backup'])
    await untilSleeping(database)
    run.child.kill('SIGINT')
    const { code, stderr } = await run.ended
    expect(code).toBe(10)
    expect(stderr).toContain('Cancelling, on the server too')
    expect(await sleeping(database)).toBe(0)
    expect(await database.query('SELECT version FROM flyway_schema_history ORDER BY installed_rank')).toEqual([{ version: '1' }, { version: '2' }])
  })
})

async function sleeping(database: TestDatabase): Promise<number> {
  const rows = await database.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()")
  return rows.length
}

async function untilSleeping(database: TestDatabase): Promise<void> {
  while ((await sleeping(database)) === 0) await database.query('SELECT pg_sleep(0.05)')
}
