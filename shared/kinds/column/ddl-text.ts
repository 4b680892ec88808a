import type { Fact, Json } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { satelliteId } from '../../schema/fact.ts'
import { qualified, quoteIdentifier } from '../../sql/quote.ts'
import { createOptions } from '../sequence/options.ts'
import { columnAbove } from '../table/family.ts'
import { alterRelation, optionText, optionsIn, ownName } from '../table/names.ts'

export type ColumnData = Fact['data']

/** What a column is, inherited or not. */
export const fullData = (column: Fact): ColumnData => (column.info?.['full'] ?? column.data) as ColumnData

export const isInherited = (column: Fact) => column.data['inherited'] === true

export const objectIn = (value: Json | undefined): Readonly<Record<string, Json>> | undefined => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>) : undefined)

export const defaultId = (column: Fact) => satelliteId('default', column.id)

/** The default that a column has in a snapshot, its own or that of the table above; null: none. */
export function defaultOf(snapshot: Snapshot, column: Fact): string | null {
  const own = snapshot.get(defaultId(column))
  if (own) return typeof own.data['expression'] === 'string' ? own.data['expression'] : null
  const above = isInherited(column) ? columnAbove(snapshot, column) : undefined
  return above ? defaultOf(snapshot, above) : null
}

export function identityText(identity: Readonly<Record<string, Json>>): string {
  const sequence = Array.isArray(identity['sequence']) ? [`SEQUENCE NAME ${qualified(String(identity['sequence'][0]), String(identity['sequence'][1]))}`] : []
  const options = [...sequence, ...createOptions(identity)]
  return `GENERATED ${identity['generation'] === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${options.length > 0 ? ` (${options.join(' ')})` : ''}`
}

function notNullText(value: Json | undefined): string[] {
  if (value === undefined) return []
  const named = objectIn(value)
  if (named?.['notValid'] === true) return []
  return [`${typeof named?.['name'] === 'string' ? `CONSTRAINT ${quoteIdentifier(named['name'])} ` : ''}NOT NULL${named?.['noInherit'] === true ? ' NO INHERIT' : ''}`]
}

/** A column as CREATE TABLE and ADD COLUMN write it; `value`: its default, null for none. */
export function columnText(column: Fact, value: string | null, version: number, data: ColumnData = fullData(column)): string {
  const [identity, generated] = [objectIn(data['identity']), objectIn(data['generated'])]
  return [
    `${ownName(column)} ${String(data['type'])}`,
    ...(version >= 160_000 && data['storage'] !== undefined ? [`STORAGE ${String(data['storage']).toUpperCase()}`] : []),
    ...(data['compression'] === undefined ? [] : [`COMPRESSION ${String(data['compression'])}`]),
    ...(data['fdwOptions'] === undefined ? [] : [`OPTIONS (${fdwOptionText(data['fdwOptions'])})`]),
    ...(data['collation'] === undefined ? [] : [`COLLATE ${String(data['collation'])}`]),
    ...notNullText(data['notNull']),
    ...(generated ? [`GENERATED ALWAYS AS (${String(generated['expression'])}) ${generated['virtual'] === true ? 'VIRTUAL' : 'STORED'}`] : []),
    ...(identity ? [identityText(identity)] : []),
    ...(value === null ? [] : [`DEFAULT ${value}`]),
  ].join(' ')
}

/** Options of a foreign table's column are names and texts without an equals sign. */
export function fdwOptionText(options: Json | undefined): string {
  return optionText(optionsIn(options)).replaceAll(' = ', ' ')
}

/** What CREATE TABLE cannot say of a column and statements of their own say behind it. */
export function afterColumn(column: Fact, at: At, data: ColumnData = column.data): ActionDraft[] {
  const only = `${alterRelation(column, true)} ALTER COLUMN ${ownName(column)}`
  const [notNull, identity] = [objectIn(data['notNull']), objectIn(data['identity'])]
  return [
    ...(at.version < 160_000 && data['storage'] !== undefined ? [{ sql: `${only} SET STORAGE ${String(data['storage']).toUpperCase()}` }] : []),
    ...(data['statistics'] === undefined ? [] : [{ sql: `${only} SET STATISTICS ${String(data['statistics'])}` }]),
    ...(data['options'] === undefined ? [] : [{ sql: `${only} SET (${optionText(optionsIn(data['options']))})` }]),
    ...(notNull?.['notValid'] === true ? [{ sql: notValidText(column, notNull) }] : []),
    ...(identity?.['unlogged'] === true && Array.isArray(identity['sequence']) ? [{ sql: `ALTER SEQUENCE ${qualified(String(identity['sequence'][0]), String(identity['sequence'][1]))} SET UNLOGGED` }] : []),
  ]
}

function notValidText(column: Fact, notNull: Readonly<Record<string, Json>>): string {
  const name = typeof notNull['name'] === 'string' ? ` CONSTRAINT ${quoteIdentifier(notNull['name'])}` : ''
  return `${alterRelation(column)} ADD${name} NOT NULL ${ownName(column)}${notNull['noInherit'] === true ? ' NO INHERIT' : ''} NOT VALID`
}
