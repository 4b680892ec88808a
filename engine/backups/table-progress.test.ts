import { expect, test } from 'vitest'
import { RestoreProgress } from './restore-progress.ts'
import { TableProgress } from './table-progress.ts'

const tables = [{ schema: 'app', name: 'big', bytes: 900, rows: 100 }, { schema: 'app', name: 'small', bytes: 100, rows: 10 }]

test('a dump is as far as the bytes of the tables that are done and the rows of the one that runs', () => {
  const progress = new TableProgress('Dumping', tables, 0)
  expect(progress.at(0)).toEqual({ label: 'Reading the schema', done: 0, total: 1000, unit: 'bytes' })
  progress.begin('app.big')
  progress.copied([{ table: null, bytes: 450, rows: 20 }])
  expect(progress.at(1000)).toMatchObject({ label: 'Dumping app.big (table 1 of 2)', done: 450 })
  progress.knowRows('app.big', 100)
  progress.copied([{ table: 'app.big', bytes: 5000, rows: 80 }])
  expect(progress.at(4000, ' (1.0 MB written)')).toEqual({ label: 'Dumping app.big (table 1 of 2) (1.0 MB written)', done: 720, total: 1000, unit: 'bytes', rate: 180, secondsLeft: 2 })
  progress.begin('app.small')
  expect(progress.at(4000).done).toBe(900)
})

test('a dump never says that a table is done before it is, and never goes back within one', () => {
  const progress = new TableProgress('Dumping', tables, 0)
  progress.begin('app.big')
  progress.copied([{ table: 'app.big', bytes: 100_000, rows: null }])
  expect(progress.at(0).done).toBe(891)
  progress.copied([{ table: 'app.big', bytes: 1, rows: null }])
  expect(progress.at(0).done).toBe(891)
})

test('of parallel jobs each table counts, and the one that the server no longer names is done', () => {
  const three = [...tables, { schema: 'app', name: 'third', bytes: 500, rows: 5 }]
  const progress = new TableProgress('Dumping', three, 0, 2)
  progress.begin('app.big')
  progress.begin('app.small')
  progress.copied([{ table: 'app.big', bytes: 450, rows: null }])
  expect(progress.at(0)).toMatchObject({ label: 'Dumping app.small (table 2 of 3)', done: 450, total: 1500 })
  progress.begin('app.third')
  expect(progress.at(0).done).toBe(550)
})

test('a restore goes up by data and by entries, and is not done before its last entry is', () => {
  const progress = new RestoreProgress(tables, 4)
  progress.begin({ kind: 'entry', text: 'creating TABLE "app.big"' })
  expect(progress.at()).toEqual({ label: 'Creating TABLE "app.big"', done: 0, total: 1000 })
  progress.begin({ kind: 'entry', text: 'processing data for table "app.big"', table: 'app.big' })
  progress.copied(50)
  expect(progress.at()).toMatchObject({ label: 'Loading app.big (table 1 of 2)', done: 390 })
  progress.begin({ kind: 'entry', text: 'processing data for table "app.small"', table: 'app.small' })
  progress.begin({ kind: 'entry', text: 'creating INDEX "app.i"' })
  expect(progress.at().done).toBe(925)
})

test('a restore of empty tables goes by entries alone', () => {
  const progress = new RestoreProgress([], 2)
  progress.begin({ kind: 'entry', text: 'creating SCHEMA "app"' })
  progress.begin({ kind: 'entry', text: 'creating VIEW "app.v"' })
  expect(progress.at().done).toBe(500)
})
