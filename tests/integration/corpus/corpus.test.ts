import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { kinds } from '#shared/kinds/index.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
import { createDatabase, onServer, type TestDatabase } from '../../support/database.ts'
import { readCases, type Case } from './cases.ts'
import { judge, look } from './judge.ts'
import { forgetSubscriptions, load, withClient } from './world.ts'

const cases = readCases()
const roles = ['corpus_owner', 'corpus_reader', 'corpus_writer']
let version = 0
const open: TestDatabase[] = []

beforeAll(async () => {
  for (const role of roles) await onServer(`DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$`)
  const database = await create()
  version = await withClient(database.url, async (client) => Number((await client.query<{ v: string }>('SELECT current_setting($1) AS v', ['server_version_num'])).rows[0]?.v))
})

afterAll(() => Promise.all([...open].map(drop)))

async function create(): Promise<TestDatabase> {
  const database = await createDatabase('corpus')
  open.push(database)
  return database
}

async function drop(database: TestDatabase): Promise<void> {
  open.splice(open.indexOf(database), 1)
  await forgetSubscriptions(database.url)
  await database.drop()
}

/** The seed goes into the side that it fits: rows of tables that only one side has are no matter. */
async function build(sql: string, seed: string | undefined, strict: boolean): Promise<TestDatabase> {
  const database = await create()
  await load(database.url, sql)
  if (seed !== undefined) await load(database.url, seed).catch((error: unknown) => (strict ? Promise.reject(error) : undefined))
  return database
}

const tooOld = ({ expected }: Case) => version < (expected.since ?? 0) || version > (expected.until ?? Infinity)

describe('each case of the corpus, there and back', () => {
  test.concurrent.each(cases)('$name', async (each) => {
    if (tooOld(each)) return
    const a = await build(each.a, each.seed, true)
    const b = await build(each.b, each.seed, false)
    const [sideA, sideB] = [await look(a), await look(b)]
    const { expected } = each
    if (expected.impossible !== undefined) {
      const fails = () => planChange(sideA.snapshot, sideB.snapshot, kinds)
      expect(fails).toThrow(AppError)
      expect(fails).toThrow(expected.impossible)
    } else {
      const plan = await judge(sideA, sideB, each)
      for (const text of expected.forbid ?? []) expect(plan).not.toContain(text)
      for (const text of expected.require ?? []) expect(plan).toContain(text)
    }
    if (!expected.oneWay) await judge(sideB, sideA, each)
    await Promise.all([drop(a), drop(b)])
  })
})

test('the corpus has at least 250 cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(process.env['STRATA_CASES'] ? 0 : 250)
})
