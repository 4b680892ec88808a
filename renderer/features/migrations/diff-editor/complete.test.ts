import { expect, test } from 'vitest'
import { complete, objectAt } from './complete.ts'
import { schemaNames } from './schema-names.ts'

const names = schemaNames({
  kinds: ['table', 'view', 'function', 'index'], schemas: ['public', 'billing'],
  objects: { kind: [0, 0, 1, 2, 3], schema: [0, 1, 0, 0, 0], name: ['orders', 'Invoices', 'revenue', 'order_total(bigint)', 'orders_pkey'], id: ['table:public.orders', 'table:billing."Invoices"', 'view:public.revenue', 'function:public.order_total(bigint)', 'index:public.orders_pkey'], parent: [-1, -1, -1, -1, 0], rows: [12, 3, -1, -1, -1] },
  columns: { object: [0, 0, 1], name: ['id', 'total', 'Due'], type: ['bigint', 'integer', 'date'] },
})
/** `|` is the cursor. */
const offered = (text: string) => {
  const offset = text.indexOf('|')
  return complete(text.replace('|', ''), offset, names, 'public')
}
const labels = (text: string, kind: string) => offered(text).flatMap((each) => (each.kind === kind ? [each.text ?? each.label] : []))

test('after FROM only relations are offered, quoted where that is needed and with a schema that is not the first', () => {
  expect(labels('SELECT * FROM o|', 'table')).toEqual(['orders', 'billing."Invoices"'])
  expect(labels('SELECT * FROM o|', 'view')).toEqual(['revenue'])
  expect(labels('SELECT * FROM o|', 'keyword')).toEqual([])
})

test('columns are those of the relations that the statement names', () => {
  expect(labels('SELECT | FROM orders;', 'column')).toEqual(['id', 'total'])
  expect(labels('ALTER TABLE orders ALTER COLUMN to|', 'column')).toEqual(['id', 'total'])
  expect(labels('SELECT 1 FROM orders;\nSELECT |', 'column')).toEqual([])
})

test('an alias, a table and a schema say what comes after the point', () => {
  expect(labels('SELECT i.| FROM billing."Invoices" AS i;', 'column')).toEqual(['"Due"'])
  expect(labels('UPDATE orders SET total = orders.|', 'column')).toEqual(['id', 'total'])
  expect(labels('SELECT * FROM billing.|', 'table')).toEqual(['"Invoices"'])
})

test('functions and words of SQL stand behind columns', () => {
  expect(labels('SELECT o|', 'function')).toEqual(['order_total'])
  expect(Math.min(...offered('SELECT o| FROM orders').flatMap(({ kind, rank }) => (kind === 'keyword' ? [rank] : [])))).toBeGreaterThan(0)
})

test('a word leads to the object that it names, a column to its table', () => {
  const at = (text: string) => objectAt(text.replace('|', ''), text.indexOf('|'), names, 'public')?.id
  expect(at('ALTER TABLE ord|ers ADD x int')).toBe('table:public.orders')
  expect(at('UPDATE orders SET tot|al = 0')).toBe('table:public.orders')
  expect(at('SELECT order_to|tal(1)')).toBe('function:public.order_total(bigint)')
  expect(at('SELECT noth|ing')).toBeUndefined()
})
