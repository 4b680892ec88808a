import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createDatabase, onServer, type TestDatabase } from '../../support/database.ts'
import type { Case } from './cases.ts'
import { judge, look } from './judge.ts'
import { schemaPair } from './random-schema.ts'
import { load } from './world.ts'

/** STRATA_RANDOM: how many pairs of schemas; STRATA_SEED: the seed that a failure printed, or any other; a run without it is the same every time. */
const runs = Number(process.env['STRATA_RANDOM'] ?? 8)
const seed = Number(process.env['STRATA_SEED'] ?? 20_261_122)
const roles = ['corpus_owner', 'corpus_reader', 'corpus_writer']

beforeAll(async () => {
  for (const role of roles) await onServer(`DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$`)
})

async function build(sql: string, open: TestDatabase[]): Promise<TestDatabase> {
  const database = await createDatabase('random')
  open.push(database)
  await load(database.url, sql)
  return database
}

/** There and back. A failure names both schemas: keep them as tests/corpus/random--SOMETHING/a.sql and b.sql. */
async function check(a: string, b: string): Promise<void> {
  const open: TestDatabase[] = []
  const each: Case = { name: 'random', a, b, seed: undefined, expected: {} }
  try {
    const [sideA, sideB] = [await look(await build(a, open)), await look(await build(b, open))]
    await judge(sideA, sideB, each)
    const [backA, backB] = [await look(await build(a, open)), await look(await build(b, open))]
    await judge(backB, backA, each)
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n-- a.sql\n${a}\n\n-- b.sql\n${b}\n`, { cause: error })
  } finally {
    for (const database of open) await database.drop()
  }
}

test('a random change of a random schema is planned as PostgreSQL takes it, there and back', async () => {
  expect.hasAssertions()
  await fc.assert(
    fc.asyncProperty(schemaPair, ({ a, b }) => check(a, b)),
    { numRuns: runs, seed, interruptAfterTimeLimit: 900_000, endOnFailure: process.env['STRATA_SHRINK'] === undefined },
  )
}, 1_000_000)
