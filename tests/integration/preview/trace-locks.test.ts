import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesOf, knows } from '../../../scripts/lock-table/case.ts'
import { groups } from '../../../scripts/lock-table/groups.ts'
import { measureCase } from '../../../scripts/lock-table/measure.ts'
import { lineOf, readLines, titleOf } from '../../../scripts/lock-table/render.ts'
import { setup, setupRole } from '../../../scripts/lock-table/setup.ts'
import { onServer, serverUrl } from '../../support/database.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/locks.md'), 'utf8')
const pristine = `locks_${randomUUID().slice(0, 8)}`
const forms = `${pristine}_forms`
const alone = `${pristine}_alone`
let major = 0

function urlOf(database: string): string {
  const url = new URL(serverUrl())
  url.pathname = `/${database}`
  return url.href
}

async function copyTo(database: string): Promise<void> {
  await onServer(`DROP DATABASE IF EXISTS ${database}`)
  await onServer(`CREATE DATABASE ${database} TEMPLATE ${pristine}`)
}

beforeAll(async () => {
  await onServer(setupRole)
  await onServer(`CREATE DATABASE ${pristine} TEMPLATE template0`)
  const client = new pg.Client({ connectionString: urlOf(pristine) })
  await client.connect()
  await client.query(setup)
  await client.query('VACUUM ANALYZE')
  const { rows } = await client.query<{ major: number }>("SELECT current_setting('server_version_num')::int / 10000 AS major")
  major = rows[0]?.major ?? 0
  await client.end()
  await copyTo(forms)
})

afterAll(async () => {
  for (const database of [alone, forms, pristine]) await onServer(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
})

test.each(groups.map((group) => [group.title, group] as const))('docs/locks.md says what the server does: %s', async (_title, group) => {
  const written = readLines(page, major)
  const found = new Map<string, unknown>()
  const expected = new Map<string, unknown>()
  for (const one of casesOf(group).filter((form) => knows(major, form))) {
    if (one.outside) await copyTo(alone)
    found.set(titleOf(one), lineOf(await measureCase(urlOf(one.outside ? alone : forms), one)))
    expected.set(titleOf(one), written.get(titleOf(one)))
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
})

test('the page has at least 120 forms, and nothing that is not measured', () => {
  const titles = new Set(groups.flatMap((group) => casesOf(group).map(titleOf)))
  const written = [13, 14, 15, 16, 17, 18].flatMap((one) => [...readLines(page, one).keys()])
  expect(titles.size).toBeGreaterThanOrEqual(120)
  expect(written.filter((title) => !titles.has(title))).toEqual([])
})
