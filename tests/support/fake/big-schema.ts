import type { ObjectPage, Outline, SnapshotInfo } from '#shared/contract/schema.ts'

const areas = ['customer', 'order', 'invoice', 'payment', 'shipment', 'product', 'stock', 'ledger', 'contract', 'ticket', 'session', 'audit', 'price', 'supplier', 'campaign', 'return', 'coupon', 'address', 'tax', 'report']
const things = ['line', 'state', 'event', 'note', 'history', 'link', 'file', 'rule', 'batch', 'total', 'archive', 'import', 'export', 'queue', 'detail', 'version', 'tag', 'limit', 'plan', 'log']
const fields = ['id', 'created_at', 'updated_at', 'owner_id', 'state', 'amount', 'currency', 'reference', 'payload', 'note']
const types = ['bigint', 'timestamp with time zone', 'timestamp with time zone', 'bigint', 'text', 'numeric(12,2)', 'character(3)', 'text', 'jsonb', 'text']

/** An outline of so many tables of ten columns, with a key, a foreign key and two indexes each. Every table has two columns whose names no other has. */
export function bigOutline(snapshot: SnapshotInfo, tables = 20_000): Outline {
  const objects: Outline['objects'] = { kind: [0], schema: [-1], name: ['public'], id: ['schema:public'], parent: [-1], rows: [-1] }
  const columns: Outline['columns'] = { object: [], name: [], type: [] }
  const add = (kind: number, name: string, id: string, parent: number, rows: number) => {
    objects.kind.push(kind)
    objects.schema.push(0)
    objects.name.push(name)
    objects.id.push(id)
    objects.parent.push(parent)
    objects.rows.push(rows)
    return objects.id.length - 1
  }
  for (let number = 0; number < tables; number += 1) {
    const name = tableName(number)
    const table = add(1, name, `table:public.${name}`, -1, (number * 7919) % 4_000_000)
    for (const [index, field] of fields.entries()) {
      columns.object.push(table)
      columns.name.push(index < 8 ? field : `${field}_${number.toString(36)}`)
      columns.type.push(types[index] ?? 'text')
    }
    add(2, `${name}_pkey`, `constraint:public.${name}.${name}_pkey`, table, -1)
    add(2, `${name}_owner_id_fkey`, `constraint:public.${name}.${name}_owner_id_fkey`, table, -1)
    for (const field of ['created_at', 'state']) add(3, `${name}_${field}`, `index:public.${name}_${field}`, table, -1)
  }
  return { snapshot, live: true, problem: null, kinds: ['schema', 'table', 'constraint', 'index'], schemas: ['public'], objects, columns, gaps: [] }
}

export function tableName(number: number): string {
  const area = areas[number % areas.length] ?? 'a'
  const thing = things[Math.floor(number / areas.length) % things.length] ?? 'b'
  return `${area}_${thing}_${String(number).padStart(5, '0')}`
}

export function bigPage(snapshot: SnapshotInfo, id: string): ObjectPage {
  const name = id.split('.').at(-1) ?? id
  return {
    object: { id, kind: 'table', schema: 'public', name }, snapshot, live: true, owner: 'shop_owner', comment: null, data: {},
    columns: fields.map((field, index) => ({ id: `column:public.${name}.${field}`, position: index + 1, name: field, type: types[index] ?? 'text', nullable: index > 0, default: null, generated: null, identity: null, collation: null, comment: null, primaryKey: index === 0, references: [] })),
    parts: [], privileges: [], uses: [], usedBy: [], ddl: `CREATE TABLE public.${name} (\n${fields.map((field, index) => `  ${field} ${types[index] ?? 'text'}`).join(',\n')}\n);\n`, size: null, migrations: [], gaps: [],
  }
}
