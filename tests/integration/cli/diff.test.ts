import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { diffDocumentSchema } from '#shared/contract/compare.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { Shell } from './strata.ts'

const files = {
  'V1__people.sql': 'CREATE TABLE people (id int PRIMARY KEY, name text);\n',
  'V2__mail.sql': "ALTER TABLE people ADD COLUMN mail text;\nCREATE VIEW mails AS SELECT mail FROM people;\nCOMMENT ON TABLE people IS 'Who is who';\n",
}

describe('The shell and schemas', () => {
  let database: TestDatabase
  let shell: Shell
  beforeEach(async () => {
    database = await createDatabase('cli')
    shell = await new Shell(files).withKeyFile()
    shell.variables = { STRATA_URL: database.url }
  })
  afterEach(async () => {
    shell.remove()
    await database.drop()
  })

  it('says that two are equal with 0 and that they differ with 2, without opening a store', async () => {
    await shell.run('migrate', '--no-backup')
    const equal = await shell.run('diff', database.url, 'dir:migrations')
    expect([equal.code, equal.stdout]).toEqual([0, expect.stringContaining('They are equal.')])
    const different = await shell.run('diff', 'dir:migrations@1', database.url)
    expect(different.code).toBe(2)
    expect(different.stdout).toMatch(/~ table people\n {6}\+ column mail\n {6}\+ comment people\n {2}\+ view mails/)
    expect(different.stdout).toMatch(/added, 0 removed, 0 changed.*\nPlan: \d+ statements in 1 transaction/s)
    expect((await shell.run('diff', 'dir:migrations@1', database.url, '--ignore', 'comment', 'owner')).stdout).not.toContain('comment people')
    expect(existsSync(join(shell.home, 'strata.db'))).toBe(false)
  })

  it('prints the plan there and back, and everything as JSON of the published shape', async () => {
    await database.query(files['V1__people.sql'])
    const sql = await shell.run('diff', database.url, 'dir:migrations', '--sql', '--output', 'catch-up.sql')
    expect([sql.code, sql.stdout]).toEqual([2, ''])
    await database.query(readFileSync(join(shell.folder, 'catch-up.sql'), 'utf8'))
    expect((await shell.run('diff', database.url, 'dir:migrations', '--quiet')).code).toBe(0)
    expect((await shell.run('diff', database.url, 'dir:migrations', '--sql', '--output', 'catch-up.sql')).stderr).toContain('exists already')
    const undo = await shell.run('diff', 'dir:migrations@1', database.url, '--undo')
    expect(undo.stdout).toContain('DROP VIEW public.mails')
    const json = diffDocumentSchema.parse(JSON.parse((await shell.run('diff', 'dir:migrations@1', database.url, '--json')).stdout))
    expect(json.comparison.equal).toBe(false)
    expect(json.plan?.forward.actions.map(({ subject }) => subject)).toContain('view:public.mails')
  })

  it('keeps snapshots, compares with them and with their files, tells drift, and shows objects', async () => {
    await shell.run('env', 'add', 'shop', '--url', database.url, '--dir', 'migrations')
    expect((await shell.run('migrate', '--env', 'shop', '--no-backup')).stderr).toContain('Snapshot')
    const kept = await shell.run('snapshot', 'shop', '--name', 'first', '--file', 'first')
    expect([kept.code, kept.stdout]).toEqual([0, expect.stringContaining('Written to')])
    const { snapshots } = JSON.parse((await shell.run('snapshot', 'list', '--json')).stdout) as { snapshots: { id: string; name: string | null }[] }
    const id = snapshots.find(({ name }) => name === 'first')?.id ?? ''
    expect((await shell.run('drift', 'shop')).code).toBe(0)
    await database.query('ALTER TABLE people ADD COLUMN by_hand int')
    const drift = await shell.run('drift', 'shop')
    expect([drift.code, drift.stdout]).toEqual([2, expect.stringContaining('+ column by_hand')])
    for (const source of [`snapshot:${id}`, 'first.strata-snapshot.gz']) expect((await shell.run('diff', source, 'env:shop')).stdout).toContain('+ column by_hand')
    expect((await shell.run('drift', 'shop', '--against', 'snapshot')).code).toBe(2)
    const shown = await shell.run('schema', 'show', 'shop', 'table:public.people')
    expect(shown.stdout).toMatch(/table public\.people.*Who is who.*by_hand.*Used by\n {2}view public\.mails.*V2__mail\.sql.*CREATE TABLE public\.people/s)
    expect((await shell.run('schema', 'search', 'shop', 'mail')).stdout).toMatch(/view +public\.mails/)
    const ddl = await shell.run('schema', 'ddl', 'shop', 'view:public.mails', '--dependencies')
    expect(ddl.stdout.indexOf('CREATE TABLE public.people')).toBeLessThan(ddl.stdout.indexOf('CREATE VIEW public.mails'))
    expect((await shell.run('snapshot', 'delete', id)).code).toBe(0)
  })

  it('says what is wrong with a side, and shows the password of an address nowhere', async () => {
    const secret = 'hunter2-geheim'
    const address = `postgres://ann:${secret}@127.0.0.1:1/x`
    const said = [await shell.run('diff', address, database.url), await shell.run('diff', address, 'nonsense'), await shell.run('diff', `postgres://ann:${secret}@[x/y`, database.url), await shell.run('diff', `host=x password=${secret}`, database.url, '--json')]
    expect(said.map(({ code }) => code)).toEqual([4, 2, 2, 2])
    for (const { stdout, stderr } of said) expect(stdout + stderr).not.toContain(secret)
  })
})
