import { expect, test } from 'vitest'
import { toySnapshot } from '../../tests/support/toy-schema.ts'
import { withoutHistory } from './own-tables.ts'

const place = { schema: 'public', historyTable: 'flyway_schema_history' }
const ids = (...toys: { id: string; parent?: string }[]) => [...withoutHistory(toySnapshot(toys), [place]).facts.keys()]

test('tables of the history are left out with their parts', () => {
  expect(ids({ id: 'table:public.orders' }, { id: 'table:public.flyway_schema_history' }, { id: 'column:public.flyway_schema_history.version', parent: 'table:public.flyway_schema_history' })).toEqual(['table:public.orders'])
})

test('the schema of kept data is left out once it is empty, and stays while data lie in it', () => {
  const archive = [{ id: 'schema:strata_archive' }, { id: 'owner@schema:strata_archive', parent: 'schema:strata_archive' }]
  expect(ids({ id: 'table:public.orders' }, ...archive)).toEqual(['table:public.orders'])
  expect(ids(...archive, { id: 'table:strata_archive.v1__orders' })).toHaveLength(3)
})
