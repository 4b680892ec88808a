import { expect, test } from 'vitest'
import { toySnapshot } from '../../tests/support/toy-schema.ts'
import { withoutHistory } from './own-tables.ts'

const place = { schema: 'public', historyTable: 'flyway_schema_history' }
const ids = (...toys: { id: string; parent?: string }[]) => [...withoutHistory(toySnapshot(toys), [place]).facts.keys()]

test('tables of the history are left out with their parts', () => {
  expect(ids({ id: 'table:public.orders' }, { id: 'table:public.flyway_schema_history' }, { id: 'column:public.flyway_schema_history.version', parent: 'table:public.flyway_schema_history' })).toEqual(['table:public.orders'])
})

test('data that migrations have kept is left out, with its schema', () => {
  const archive = [{ id: 'schema:strata_archive' }, { id: 'owner@schema:strata_archive', parent: 'schema:strata_archive' }, { id: 'table:strata_archive.v1__orders' }]
  expect(ids({ id: 'table:public.orders' }, ...archive)).toEqual(['table:public.orders'])
})
