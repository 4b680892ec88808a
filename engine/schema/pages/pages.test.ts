import { describe, expect, test } from 'vitest'
import { factId, satelliteId, type Fact, type Json } from '#shared/schema/fact.ts'
import type { Kind } from '#shared/schema/kind.ts'
import { Snapshot, type Edge } from '#shared/schema/snapshot.ts'
import { makeDiagram } from './diagram.ts'
import { makeObjectPage } from './object-page.ts'
import { makeOutline } from './outline.ts'
import { searchSnapshot } from './search.ts'

const facts: Fact[] = []
const edges: Edge[] = []
const add = (kind: string, path: string[], data: Record<string, Json> = {}, more: Partial<Fact> = {}): string => {
  const id = more.id ?? factId(kind, path)
  facts.push({ kind, path, parent: null, data, ...more, id })
  return id
}
const say = (kind: string, parent: string, data: Record<string, Json>, ...extra: string[]) => add(kind, extra, data, { id: satelliteId(kind, parent, ...extra), parent })
const column = (table: string, names: string[], position: number, data: Record<string, Json>) => add('column', names, data, { parent: table, info: { position } })

add('schema', ['shop'])
const customers = add('table', ['shop', 'customers'], {}, { info: { rows: 12 } })
const customerName = column(customers, ['shop', 'customers', 'full_name'], 2, { type: 'text' })
const customerId = column(customers, ['shop', 'customers', 'id'], 1, { type: 'integer', notNull: true, identity: { generation: 'always' } })
add('constraint', ['shop', 'customers', 'customers_pkey'], { type: 'primary key', definition: 'PRIMARY KEY (id)' }, { parent: customers })
const orders = add('table', ['shop', 'Order "5"'])
const orderCustomer = column(orders, ['shop', 'Order "5"', 'customer'], 1, { type: 'integer', notNull: true })
const foreign = add('constraint', ['shop', 'Order "5"', 'fk'], { type: 'foreign key', definition: 'FOREIGN KEY (customer) REFERENCES shop.customers(id)', notValid: true }, { parent: orders })
const index = add('index', ['shop', 'by_customer'], { invalid: true }, { parent: orders })
const view = add('view', ['shop', 'names'], { definition: 'SELECT full_name FROM shop.customers' }, { info: { columns: [{ name: 'full_name', type: 'text' }] } })
const one = add('function', ['shop', 'total'], {}, { id: factId('function', ['shop', 'total'], 'integer') })
add('function', ['shop', 'total'], {}, { id: factId('function', ['shop', 'total'], 'integer,text') })
const trigger = add('trigger', ['shop', 'Order "5"', 'check'], { enabled: 'disabled' }, { parent: orders })
add('enum', ['shop', 'state'], { labels: ['new', 'paid'] })
add('extension', ['citext'])
say('comment', orders, { text: 'What was ordered' })
say('comment', view, { text: 'As on the passport' }, 'full_name')
say('owner', orders, { role: 'ann' })
say('privilege', orders, { privileges: ['SELECT'] }, 'reader')
say('privilege', orderCustomer, { privileges: ['UPDATE'], grantable: ['UPDATE'] }, 'PUBLIC')
edges.push({ from: foreign, to: orderCustomer }, { from: foreign, to: customerId }, { from: view, to: customerName }, { from: trigger, to: one }, { from: orders, to: 'schema:shop' })

const head = { database: 'shop', serverVersion: '15.4', serverVersionNum: 150004, takenAt: '2026-11-22T00:00:00.000Z', schemas: null, gaps: [] }
const snapshot = new Snapshot(head, facts, edges)
const kind = (name: string, order: number): Kind => ({ name, label: [name, `${name}s`], icon: name, order, catalog: [], create: (fact) => [{ sql: `MAKE ${name} ${fact.path.join('.')}` }], drop: () => [] })
const kinds = new Map(['schema', 'extension', 'enum', 'table', 'constraint', 'index', 'trigger', 'view', 'function'].map((name, order) => [name, kind(name, order)]))

describe('The outline', () => {
  const { objects, columns, kinds: names, schemas } = makeOutline(snapshot, kinds)

  test('has objects by schema, kind and name, with overloads told apart', () => {
    expect(schemas).toEqual(['shop'])
    expect(objects.name).toEqual(['shop', 'citext', 'state', 'Order "5"', 'customers', 'customers_pkey', 'fk', 'by_customer', 'check', 'names', 'total(integer)', 'total(integer,text)'])
    expect(objects.id.map((id) => names[objects.kind[objects.id.indexOf(id)] ?? 0])).toEqual(objects.id.map((id) => id.split(':')[0]))
  })

  test('says to which table a part belongs, and how many rows are estimated', () => {
    expect(objects.name.map((name, row) => [name, objects.name[objects.parent[row] ?? -1]]).filter(([, parent]) => parent)).toEqual([['customers_pkey', 'customers'], ['fk', 'Order "5"'], ['by_customer', 'Order "5"'], ['check', 'Order "5"']])
    expect(objects.rows[objects.id.indexOf(customers)]).toBe(12)
    expect(objects.rows[objects.id.indexOf(orders)]).toBe(-1)
  })

  test('has the columns of tables and views in their order', () => {
    expect(columns.name.map((name, row) => [objects.name[columns.object[row] ?? -1], name, columns.type[row]])).toEqual([['Order "5"', 'customer', 'integer'], ['customers', 'id', 'integer'], ['customers', 'full_name', 'text'], ['names', 'full_name', 'text']])
  })
})

describe('The page of an object', () => {
  const page = makeObjectPage(snapshot, kinds, orders)

  test('has owner, comment and privileges, of columns too', () => {
    expect(page).toMatchObject({ object: { id: orders, kind: 'table', schema: 'shop', name: 'Order "5"' }, owner: 'ann', comment: 'What was ordered' })
    expect(page.privileges).toEqual([
      { grantee: 'reader', privileges: ['SELECT'], grantable: [], column: null },
      { grantee: 'PUBLIC', privileges: ['UPDATE'], grantable: ['UPDATE'], column: 'customer' },
    ])
  })

  test('has columns with their keys', () => {
    expect(page.columns).toMatchObject([{ name: 'customer', nullable: false, references: [{ id: customers }] }])
    expect(makeObjectPage(snapshot, kinds, customers).columns).toMatchObject([{ name: 'id', primaryKey: true, identity: 'always', nullable: false }, { name: 'full_name', nullable: true, primaryKey: false }])
    expect(makeObjectPage(snapshot, kinds, view).columns).toMatchObject([{ name: 'full_name', type: 'text', comment: 'As on the passport' }])
  })

  test('has parts with their definition and what is wrong with them', () => {
    expect(page.parts.map(({ ref, definition, state }) => [ref.name, definition, state])).toEqual([
      ['fk', 'FOREIGN KEY (customer) REFERENCES shop.customers(id)', 'not valid'],
      ['by_customer', 'MAKE index shop.by_customer', 'invalid'],
      ['check', 'MAKE trigger shop.Order "5".check', 'disabled'],
    ])
    expect(makeObjectPage(snapshot, kinds, 'enum:shop.state').parts.map(({ ref }) => ref.name)).toEqual(['new', 'paid'])
  })

  test('says what it uses and what uses it as objects that a person knows', () => {
    expect(page.uses.map(({ id }) => id)).toEqual([one, customers])
    expect(makeObjectPage(snapshot, kinds, customers).usedBy.map(({ id }) => id)).toEqual([orders, view])
    expect(makeObjectPage(snapshot, kinds, one).usedBy.map(({ id }) => id)).toEqual([trigger])
    expect(makeObjectPage(snapshot, kinds, index).uses).toEqual([])
  })

  test('of what is not there says so', () => {
    expect(() => makeObjectPage(snapshot, kinds, 'table:shop.nothing')).toThrow('There is no object named')
  })
})

describe('The search', () => {
  const names = (text: string, more = {}) => searchSnapshot(snapshot, { text, limit: 50, ...more }).matches.map(({ name }) => name)

  test('ranks an exact name before a beginning, that before a part, and letters in order last', () => {
    expect(names('customer')).toEqual(['Order "5".customer', 'customers', 'customers.id', 'customers_pkey', 'customers.full_name', 'by_customer'])
    expect(names('nme')).toContain('names')
  })

  test('finds columns by table, objects by schema, and keeps to a kind', () => {
    expect(names('customers.id')[0]).toBe('customers.id')
    expect(names('shop.names')).toEqual(['names', 'names.full_name'])
    expect(names('full', { kind: 'column' })).toEqual(['names.full_name', 'customers.full_name'])
    expect(searchSnapshot(snapshot, { text: 'o', limit: 1 })).toMatchObject({ matches: [{}], total: expect.any(Number) })
    expect(names('nowhere at all')).toEqual([])
  })
})

describe('The diagram', () => {
  test('reads names of any kind out of what the server says of a key', () => {
    const nasty = factId('table', ['odd "schema"', 'a(b'])
    const definition = 'FOREIGN KEY ("a, (b", plain) REFERENCES "odd ""schema"""."a(b"("x)", y) ON DELETE SET NULL ("a, (b")'
    const self: Fact = { id: 'constraint:x', kind: 'constraint', path: ['odd "schema"', 'a(b', 'x'], parent: nasty, data: { type: 'foreign key', definition } }
    const table: Fact = { id: nasty, kind: 'table', path: ['odd "schema"', 'a(b'], parent: null, data: {} }
    expect(makeDiagram(new Snapshot(head, [table, self], []), { neighbours: false, limit: 10 }).relations).toMatchObject([{ from: nasty, fromColumns: ['a, (b', 'plain'], to: nasty, toColumns: ['x)', 'y'] }])
  })

  test('has tables with keys, and foreign keys with what they demand', () => {
    const diagram = makeDiagram(snapshot, { schema: 'shop', neighbours: false, limit: 10 })
    expect(diagram.tables.map(({ name, columns }) => [name, columns.filter(({ primaryKey }) => primaryKey).map((one) => one.name), columns.filter(({ foreignKey }) => foreignKey).map((one) => one.name)])).toEqual([['customers', ['id'], []], ['Order "5"', [], ['customer']]])
    expect(diagram.relations).toEqual([{ id: foreign, name: 'fk', from: orders, fromColumns: ['customer'], to: customers, toColumns: ['id'], required: true, unique: false }])
  })

  test('adds neighbours when asked, and says how many tables it left out', () => {
    expect(makeDiagram(snapshot, { ids: [customers], neighbours: false, limit: 10 }).tables).toHaveLength(1)
    expect(makeDiagram(snapshot, { ids: [customers], neighbours: true, limit: 10 }).tables).toHaveLength(2)
    expect(makeDiagram(snapshot, { neighbours: false, limit: 1 })).toMatchObject({ leftOut: 1, relations: [] })
  })
})
