import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Shadow } from '#engine/preview/shadow-database.ts'
import { environmentAt, makeEngine } from '../backups/test-engine.ts'
import { proveHistory } from '../../history/prove-history.ts'
import { readMigrations } from '../../history/sample.ts'
import { createDatabase } from '../../support/database.ts'

test('Of the 17 migrations of the sample 15 have an undo that holds, and two lose or leave data', { timeout: 300_000 }, async () => {
  const database = await createDatabase('sample')
  onTestFinished(() => database.drop())
  const environment = environmentAt(database.url)
  const shadow: Shadow = { engine: makeEngine([environment], tmpdir()), environment, major: 15, superuser: true }
  const found = await proveHistory(shadow, readMigrations(join(import.meta.dirname, '../../../migrations-sample')), new AbortController().signal)
  expect(found).toHaveLength(17)
  expect(found.filter(({ proof }) => proof.status !== 'proved').map(({ migration: { script }, proof: { status, undo, loses } }) => ({ script, status, undo, loses }))).toEqual([
    { script: 'V7__load_catalogue.sql', status: 'schema_only', undo: 'generated', loses: ['In public.categories 10 rows are there that were not.', 'In public.products 60 rows are there that were not.', 'In public.stock 135 rows are there that were not.', 'In public.warehouses 3 rows are there that were not.'] },
    { script: 'V15__drop_legacy_erp_code.sql', status: 'schema_only', undo: 'file', loses: ['In public.products 60 rows have other values (legacy_erp_code).'] },
  ])
  expect(found.at(-1)).toMatchObject({ migration: { script: 'R__product_availability.sql' }, proof: { status: 'proved', undo: 'generated' } })
})
