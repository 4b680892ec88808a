import type { ObjectPage } from '#shared/contract/schema.ts'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

type Page = Pick<ObjectPage, 'object' | 'columns'>
type Rows = { columns: { name: string; type: string }[]; rows: (string | null)[][]; cut: number; ms: number; more: boolean }

/** SQL that looks like what the planner writes. */
export function ddlOf(shop: Snapshot, id: string): string {
  const fact = shop.get(id)
  if (!fact) return ''
  const name = fact.path.map(quoteIdentifier).join('.')
  const said = fact.data['definition']
  const comment = shop.children(id, 'comment')[0]?.data['text']
  const tail = comment ? `\nCOMMENT ON ${fact.kind.toUpperCase().replace('-', ' ')} ${name} IS '${String(comment)}';\n` : ''
  if (fact.kind === 'table') return `${tableDdl(shop, id, name)}${tail}`
  if (fact.kind === 'view' || fact.kind === 'materialized-view') return `CREATE ${fact.kind === 'view' ? 'VIEW' : 'MATERIALIZED VIEW'} ${name} AS\n${String(said)};\n${tail}`
  if (fact.kind === 'enum') return `CREATE TYPE ${name} AS ENUM (\n${(fact.data['labels'] as string[]).map((label) => `  '${label}'`).join(',\n')}\n);\n${tail}`
  if (fact.kind === 'function' || fact.kind === 'procedure') {
    const returns = fact.data['returns'] ? ` RETURNS ${String(fact.data['returns'])}` : ''
    return `CREATE ${fact.kind.toUpperCase()} ${name}(${String(fact.data['arguments'] ?? '')})${returns}\n LANGUAGE ${String(fact.data['language'])}\nAS $function$${String(fact.data['source'])}$function$;\n${tail}`
  }
  return `CREATE ${fact.kind.toUpperCase().replaceAll('-', ' ')} ${name};\n${tail}`
}

function tableDdl(shop: Snapshot, id: string, name: string): string {
  const lines = shop.children(id, 'column').map((column) => {
    const value = shop.children(column.id, 'default')[0]?.data['expression']
    const words = [quoteIdentifier(column.path.at(-1) ?? ''), column.data['type'], column.data['identity'] && 'GENERATED ALWAYS AS IDENTITY', value && `DEFAULT ${String(value)}`, column.data['notNull'] && 'NOT NULL']
    return `  ${words.filter(Boolean).join(' ')}`
  })
  const parts = shop.children(id, 'constraint').map(({ path, data }) => `ALTER TABLE ${name} ADD CONSTRAINT ${quoteIdentifier(path.at(-1) ?? '')} ${String(data['definition'])};`)
  const indexes = shop.children(id, 'index').map(({ data }) => `${String(data['definition'])};`)
  return `CREATE TABLE ${name} (\n${lines.join(',\n')}\n);\n\n${[...parts, ...indexes].join('\n')}\n`
}

const words = ['Anna Berg', 'Jun Li', 'Marta Kowalska', 'Søren Holm', '王伟', 'Zoë O’Neill', 'Ada "the" Byron', 'tab\tand\nline']

/** Values that fit their types, with NULLs and one cell that was cut. */
export function rowsOf({ object, columns }: Page, limit: number, ms: number): Rows {
  const count = object.name.includes('Wish') ? 0 : Math.min(limit, 120)
  const value = (type: string, nullable: boolean, row: number, column: number): string | null => {
    if (nullable && (row + column) % 3 === 0) return null
    if (/int|numeric/.test(type)) return String(column === 0 ? row + 1 : ((row + 3) * 7919 * (column + 1)) % 90_000)
    if (/timestamp|date/.test(type)) return `2026-11-${String(1 + (row % 22)).padStart(2, '0')} 08:${String(row % 60).padStart(2, '0')}:00+00`
    if (type === 'jsonb') return JSON.stringify({ colour: 'blue', sizes: [36, 38, 40], row })
    if (type === 'uuid') return `7d3f6a10-0000-4000-8000-${String(row).padStart(12, '0')}`
    if (row === 4 && column === 7) return 'A very long note. '.repeat(130).slice(0, 2000)
    if (type.includes('status')) return ['new', 'paid', 'sent'][row % 3] ?? 'new'
    if (type === 'character(3)') return 'EUR'
    return words[(row + column) % words.length] ?? ''
  }
  const rows = Array.from({ length: count }, (_, row) => columns.map(({ type, nullable }, column) => value(type, nullable && column > 0, row, column)))
  return { columns: columns.map(({ name, type }) => ({ name, type })), rows, cut: rows.flat().filter((cell) => cell?.length === 2000).length, ms, more: count === limit }
}
