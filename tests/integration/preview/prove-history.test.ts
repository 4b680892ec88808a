import { tmpdir } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import type { Shadow } from '#engine/preview/shadow-database.ts'
import { environmentAt, makeEngine } from '../backups/test-engine.ts'
import { generateHistory } from '../../history/generate.ts'
import { proveHistory, surprises } from '../../history/prove-history.ts'
import { createDatabase } from '../../support/database.ts'

test('Of a history of 200 migrations with data each proof says what is true of its undo', { timeout: 600_000 }, async () => {
  const database = await createDatabase('history')
  onTestFinished(() => database.drop())
  const environment = environmentAt(database.url)
  const shadow: Shadow = { engine: makeEngine([environment], tmpdir()), environment, major: 15, superuser: true }
  const { migrations, expected } = generateHistory()
  const found = await proveHistory(shadow, migrations, new AbortController().signal)
  expect(surprises(found)).toEqual([])
  expect(found).toHaveLength(200)
  expect(expected).toEqual({ proved: 133, schema_only: 22, differs: 35, failed: 8, impossible: 2 })
})

test('The history is the same for the same seed, and another for another', () => {
  expect(generateHistory(200, 7)).toEqual(generateHistory(200, 7))
  expect(generateHistory(200, 7)).not.toEqual(generateHistory(200, 8))
})
