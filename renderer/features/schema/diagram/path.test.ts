import { expect, test } from 'vitest'
import { relationPath, type Placed } from './path.ts'
import { sizeOf, type DiagramRelation, type DiagramTable } from './shape.ts'

const table = (name: string, columns: readonly string[]): DiagramTable => ({ id: `table:public.${name}`, schema: 'public', name, columns: columns.map((column) => ({ name: column, type: 'bigint', primaryKey: column === 'id', foreignKey: column.endsWith('_id'), nullable: false })) })
const at = (each: DiagramTable, x: number, y: number): Placed => ({ table: each, box: { x, y, ...sizeOf(each, false), width: 150 } })

const orders = table('orders', ['id', 'customer_id'])
const customers = table('customers', ['id'])
const relation: DiagramRelation = { id: 'r', name: 'orders_customer_id_fkey', from: orders.id, fromColumns: ['customer_id'], to: customers.id, toColumns: ['id'], required: true, unique: false }

test('a line leaves the row of the referencing column on the near side and arrives at the row of the referenced one', () => {
  expect(relationPath(relation, at(orders, 0, 0), at(customers, 300, 100), false).line).toBe('M150 58H225V138H300')
  expect(relationPath(relation, at(orders, 300, 0), at(customers, 0, 100), false).line).toBe('M300 58H225V138H150')
})

test('tables above each other are joined on their right sides, and so is a table with itself', () => {
  expect(relationPath(relation, at(orders, 0, 0), at(customers, 20, 200), false).line).toBe('M150 58H188V238H170')
  const self = { ...relation, to: orders.id }
  expect(relationPath(self, at(orders, 0, 0), at(orders, 0, 0), false).line).toBe('M150 58H168V38H150')
})

test('where only keys are drawn a column keeps its row among them', () => {
  const wide = table('orders', ['id', 'note', 'customer_id'])
  expect(relationPath({ ...relation, from: wide.id }, at(wide, 0, 0), at(customers, 300, 0), true).line).toBe('M150 58H225V38H300')
})
