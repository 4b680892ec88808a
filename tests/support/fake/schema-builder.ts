import { factId, satelliteId, type Fact, type FactId, type Json } from '#shared/schema/fact.ts'
import { Snapshot, type Edge, type SnapshotHead } from '#shared/schema/snapshot.ts'

type Data = Record<string, Json>

export interface TableWords {
  comment?: string
  rows?: number
  data?: Data
  owner?: string
}

/** Facts from a few words a line, for schemas that look as if somebody had made them. */
export class SchemaBuilder {
  readonly facts: Fact[] = []
  readonly edges: Edge[] = []

  add(kind: string, path: string[], data: Data = {}, more: Partial<Fact> = {}): FactId {
    const id = more.id ?? factId(kind, path)
    this.facts.push({ kind, path, parent: null, data, ...more, id })
    return id
  }

  say(kind: string, parent: FactId, data: Data, ...extra: string[]): FactId {
    return this.add(kind, extra, data, { id: satelliteId(kind, parent, ...extra), parent })
  }

  uses(from: FactId, ...to: FactId[]): FactId {
    for (const each of to) this.edges.push({ from, to: each })
    return from
  }

  /** Each column: `name type! = default -> schema.table.column // comment`; the first one is the key. */
  table(schema: string, name: string, columns: readonly string[], { comment, rows, data = {}, owner = 'shop_owner' }: TableWords = {}): FactId {
    const table = this.add('table', [schema, name], data, rows === undefined ? {} : { info: { rows } })
    this.say('owner', table, { role: owner })
    if (comment) this.say('comment', table, { text: comment })
    columns.forEach((words, index) => this.#column(table, [schema, name], words, index + 1))
    const key = columns[0]?.split(' ')[0] ?? 'id'
    const primary = this.add('constraint', [schema, name, `${name}_pkey`], { type: 'primary key', definition: `PRIMARY KEY (${key})` }, { parent: table })
    this.uses(primary, factId('column', [schema, name, key]))
    return table
  }

  #column(table: FactId, path: [string, string], words: string, position: number): void {
    const [rest = '', comment] = words.split(' // ')
    const [left = '', target] = rest.split(' -> ')
    const [typed = '', value] = left.split(' = ')
    const [name = '', ...type] = typed.split(' ')
    const written = type.join(' ')
    const identity = written.endsWith(' identity')
    const plain = written.replace(' identity', '').replace('!', '')
    const column = this.add('column', [...path, name], { type: plain, ...(written.includes('!') && { notNull: true }), ...(identity && { identity: { generation: 'always' } }) }, { parent: table, info: { position } })
    if (value) this.uses(this.say('default', column, { expression: value }), ...(value.includes('nextval') ? [] : []))
    if (comment) this.say('comment', column, { text: comment })
    if (!target) return
    const [schema = '', to = '', field = ''] = target.split('.')
    const key = this.constraint(table, `${path[1]}_${name}_fkey`, 'foreign key', `FOREIGN KEY (${name}) REFERENCES ${schema}.${to}(${field})`)
    this.uses(key, column, factId('column', [schema, to, field]))
  }

  constraint(table: FactId, name: string, type: string, definition: string, data: Data = {}): FactId {
    const [schema = '', of = ''] = table.slice('table:'.length).split('.')
    return this.add('constraint', [schema, of, name], { type, definition, ...data }, { parent: table })
  }

  index(table: FactId, name: string, definition: string, data: Data = {}): FactId {
    const [schema = '', of = ''] = table.slice(table.indexOf(':') + 1).split('.')
    return this.add('index', [schema, name], { definition: `CREATE ${definition.replace(' ON ', ` ON ${schema}.${of} `).replace('INDEX', `INDEX ${name}`)}`, ...data }, { parent: table })
  }

  snapshot(head: SnapshotHead): Snapshot {
    return new Snapshot(head, this.facts, this.edges)
  }
}
