import type { SchemaDocument } from '#shared/contract/document-shape.ts'
import type { Fact, FactId } from '#shared/schema/fact.ts'
import { satelliteId } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { primaryKey } from '../pages/diagram.ts'
import { commentOf } from '../pages/object-page.ts'
import { collationOf, columnFacts, columnType, constraintColumns, constraintsOf, foreignKeys, generationOf, identityOf, isNullable, partitionOf, text, texts } from '../pages/relations.ts'
import type { Veil } from './veil.ts'

type Table = SchemaDocument['tables'][number]

/** A snapshot, and what of it may come out. */
export interface Looking {
  snapshot: Snapshot
  veil: Veil
}

/** Of texts as PostgreSQL's collation C has it: the same on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function byName<T extends { name: string }>(parts: readonly T[]): T[] {
  return parts.toSorted((a, b) => compare(a.name, b.name))
}

export const lastName = (fact: Fact) => fact.path.at(-1) ?? ''

export function comment({ snapshot, veil }: Looking, id: FactId, column?: string): ReturnType<Veil['comment']> {
  return veil.comment(commentOf(snapshot, id, column))
}

export function columnsOf(looking: Looking, table: Fact): Table['columns'] {
  const { snapshot, veil } = looking
  const primary = new Set(primaryKey(snapshot, table.id))
  return columnFacts(snapshot, table.id).map((column, index) => {
    const name = lastName(column)
    const expression = defaultOf(snapshot, table, column)
    const generated = generationOf(column)
    const identity = identityOf(column)
    return {
      name, position: index + 1, type: columnType(column), nullable: isNullable(column) && !primary.has(name),
      hasDefault: expression !== null || generated !== undefined || identity !== null, default: veil.textOrNull(expression, name),
      identity: identity as 'always' | 'by default' | null,
      generated: generated ? { kind: generated.kind as 'stored' | 'virtual', expression: veil.textOrNull(generated.expression, name) } : null,
      collation: collationOf(column), comment: comment(looking, column.id),
    }
  })
}

/** Its own, or that of the table above: an inherited one is no fact of its own. */
function defaultOf(snapshot: Snapshot, table: Fact, column: Fact): string | null {
  const own = snapshot.get(satelliteId('default', column.id))
  if (own) return text(own.data['expression'])
  const above = snapshot.get(partitionOf(table) ?? texts(table.data['inherits'])[0] ?? '')
  const upper = above && column.data['inherited'] === true ? columnFacts(snapshot, above.id).find((one) => lastName(one) === lastName(column)) : undefined
  return above && upper ? defaultOf(snapshot, above, upper) : null
}

type Keys = Pick<Table, 'primaryKey' | 'unique' | 'foreignKeys' | 'checks' | 'exclusions'>

export function keysOf(looking: Looking, table: Fact): Keys {
  const { snapshot, veil } = looking
  const key = (fact: Fact) => ({ name: lastName(fact), columns: constraintColumns(fact), comment: comment(looking, fact.id) })
  const targets = new Map(foreignKeys(snapshot, table.id).map((one) => [one.fact.id, one]))
  const foreign = constraintsOf(snapshot, table.id, 'foreign key').map((fact) => {
    const found = targets.get(fact.id)
    const [schema = '', name = ''] = (found && snapshot.get(found.to)?.path) ?? []
    return {
      ...key(fact), references: found ? { schema, table: name, columns: found.toColumns } : null, definition: veil.text(text(fact.data['definition']) ?? ''),
      deferrable: text(fact.data['deferrable']), validated: isValidated(fact),
    }
  })
  const others = snapshot.children(table.id, 'constraint')
  const checks = (type: string) => byName(others.filter(({ data }) => data['type'] === type).map((fact) => checkOf(looking, fact)))
  const [primary] = constraintsOf(snapshot, table.id, 'primary key')
  return { primaryKey: primary ? key(primary) : null, unique: byName(constraintsOf(snapshot, table.id, 'unique').map(key)), foreignKeys: byName(foreign), checks: checks('check'), exclusions: checks('exclusion') }
}

export function checkOf(looking: Looking, fact: Fact): Table['checks'][number] {
  return { name: lastName(fact), definition: looking.veil.text(text(fact.data['definition']) ?? ''), validated: isValidated(fact), comment: comment(looking, fact.id) }
}

const isValidated = ({ data }: Fact) => data['notValid'] !== true && data['notEnforced'] !== true

export function indexesOf(looking: Looking, relation: Fact): Table['indexes'] {
  const { snapshot, veil } = looking
  return byName(
    snapshot.children(relation.id, 'index').map((fact) => ({
      name: lastName(fact), unique: fact.data['unique'] === true, valid: fact.data['invalid'] !== true,
      definition: veil.text(text(fact.data['definition']) ?? ''), where: veil.textOrNull(text(fact.data['where'])), comment: comment(looking, fact.id),
    })),
  )
}

/** Triggers and rules: when, and (if asked for) what then. */
export function actsOf(looking: Looking, relation: Fact, kind: 'trigger' | 'rule'): Table['triggers'] {
  const { snapshot, veil } = looking
  return byName(
    snapshot.children(relation.id, kind).map((fact) => {
      const definition = veil.body(text(fact.data['action']))
      return {
        name: lastName(fact), event: veil.text(text(fact.data['event']) ?? ''), enabled: text(fact.data['enabled']) ?? 'origin',
        ...(definition !== undefined && { definition }), comment: comment(looking, fact.id),
      }
    }),
  )
}

export function policiesOf(looking: Looking, table: Fact): Table['policies'] {
  const { snapshot, veil } = looking
  return byName(
    snapshot.children(table.id, 'policy').map((fact) => {
      const [using, check] = [veil.body(text(fact.data['using'])), veil.body(text(fact.data['check']))]
      return {
        name: lastName(fact), command: text(fact.data['command']) ?? 'ALL', restrictive: fact.data['restrictive'] === true, roles: texts(fact.data['roles']).toSorted(),
        ...(using !== undefined && { using }), ...(check !== undefined && { check }), comment: comment(looking, fact.id),
      }
    }),
  )
}
