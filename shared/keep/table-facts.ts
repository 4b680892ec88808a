import { listIn } from '../kinds/fact-data.ts'
import { heirsOf } from '../kinds/table/family.ts'
import type { Fact } from '../schema/fact.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { unquoted } from './tokens.ts'
import type { ColumnNow, Scene, TableNow } from './scene.ts'

const name = String.raw`(?:"(?:[^"]|"")*"|[^\s",().]+)`
const list = String.raw`\((?:PERIOD )?${name}(?:, (?:PERIOD )?${name})*\)`

/** Facts come as the server lists them; what is written of them has an order of its own. */
export const byId = (a: Fact, b: Fact) => (a.id < b.id ? -1 : 1)

/** Names in `(a, "b c")`. */
function namesIn(text: string): string[] {
  return (text.match(new RegExp(name, 'gu')) ?? []).filter((one) => one !== 'PERIOD').map(unquoted)
}

function keyColumns(constraint: Fact): string[] {
  const found = new RegExp(`^(?:PRIMARY KEY|UNIQUE(?: NULLS NOT DISTINCT)?) (${list})`, 'u').exec(String(constraint.data['definition']))
  return found?.[1] === undefined ? [] : namesIn(found[1])
}

/** Columns that tell the rows apart: of the primary key, else of a unique constraint without nulls. Empty: there are none. `without`: columns that must not be among them. */
export function keyOf(scene: Scene, table: TableNow, without: readonly string[] = []): ColumnNow[] {
  const constraints = scene.before.children(table.fact.id, 'constraint').toSorted(byId)
  const candidates = ['primary key', 'unique'].flatMap((type) => constraints.filter(({ data }) => data['type'] === type && data['invalid'] !== true))
  for (const constraint of candidates) {
    const columns = keyColumns(constraint).map((original) => table.columns.find(({ fact }) => fact.path.at(-1) === original))
    const whole = columns.length > 0 && columns.every((column) => column !== undefined && column.notNull && !without.includes(column.name))
    if (whole) return columns as ColumnNow[]
  }
  return []
}

export interface ForeignKey {
  readonly fact: Fact
  readonly columns: readonly string[]
  readonly referenced: readonly [schema: string, table: string]
  readonly referencedColumns: readonly string[]
  readonly onDelete: 'CASCADE' | 'SET NULL' | 'SET DEFAULT' | 'RESTRICT' | 'NO ACTION'
  /** Columns that SET NULL (...) names; empty: all. */
  readonly setColumns: readonly string[]
}

const foreignKey = new RegExp(`^FOREIGN KEY (${list}) REFERENCES (${name})\\.(${name})(${list})([^]*)$`, 'u')

function readForeignKey(fact: Fact): ForeignKey | undefined {
  const found = foreignKey.exec(String(fact.data['definition']))
  if (!found) return undefined
  const [, columns = '', schema = '', table = '', referenced = '', rest = ''] = found
  const action = new RegExp(`ON DELETE (CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)(?: (${list}))?`, 'u').exec(rest)
  return {
    fact, columns: namesIn(columns), referenced: [unquoted(schema), unquoted(table)], referencedColumns: namesIn(referenced),
    onDelete: (action?.[1] ?? 'NO ACTION') as ForeignKey['onDelete'], setColumns: action?.[2] === undefined ? [] : namesIn(action[2]),
  }
}

const known = new WeakMap<Snapshot, readonly ForeignKey[]>()

export function foreignKeys(before: Snapshot): readonly ForeignKey[] {
  const found = known.get(before) ?? [...before.facts.values()].filter(({ kind, data }) => kind === 'constraint' && data['type'] === 'foreign key').toSorted(byId).flatMap((fact) => readForeignKey(fact) ?? [])
  known.set(before, found)
  return found
}

/** Foreign keys that point to a table. */
export function pointingTo(before: Snapshot, table: Fact): readonly ForeignKey[] {
  return foreignKeys(before).filter(({ referenced }) => referenced[0] === table.path[0] && referenced[1] === table.path[1])
}

/** Tables that inherit from it otherwise than as partitions. */
export function inheriting(before: Snapshot, table: Fact): readonly Fact[] {
  return heirsOf(before, table.id).filter(({ data }) => listIn({ ...table, data }, 'inherits').length > 0)
}

/** Partitions, all the way down. */
export function partitionsOf(before: Snapshot, table: Fact): readonly Fact[] {
  return heirsOf(before, table.id).filter(({ data }) => data['partitionOf'] === table.id).flatMap((heir) => [heir, ...partitionsOf(before, heir)])
}
