import type { SchemaDocument } from '#shared/contract/document-shape.ts'
import type { Fact, Json } from '#shared/schema/fact.ts'
import { ownerOf } from '../pages/object-page.ts'
import { nameOf, schemaOf } from '../pages/references.ts'
import { listedColumns, number, partitionOf, text, texts } from '../pages/relations.ts'
import { actsOf, byName, checkOf, columnsOf, comment, indexesOf, keysOf, lastName, policiesOf, type Looking } from './parts.ts'

/** What makes each shape of the document from the fact of an object. */

const place = ({ path: [schema = '', name = ''] }: Fact) => ({ schema, name })

export function tableOf(looking: Looking, fact: Fact): SchemaDocument['tables'][number] {
  const { snapshot, veil } = looking
  const { data } = fact
  return {
    ...place(fact), kind: tableKind(fact),
    partitionOf: partitionOf(fact), partitionKey: veil.textOrNull(text(data['partitionKey'])), bound: veil.textOrNull(text(data['bound'])), inherits: texts(data['inherits']),
    unlogged: data['unlogged'] === true, rowSecurity: data['rowSecurity'] === true, server: text(data['server']), options: veil.attributes(recordOf(data['options'])),
    owner: ownerOf(snapshot, fact.id), comment: comment(looking, fact.id),
    columns: columnsOf(looking, fact), ...keysOf(looking, fact), indexes: indexesOf(looking, fact),
    triggers: actsOf(looking, fact, 'trigger'), rules: actsOf(looking, fact, 'rule'), policies: policiesOf(looking, fact),
  }
}

function tableKind({ kind, data }: Fact): SchemaDocument['tables'][number]['kind'] {
  if (kind === 'foreign-table') return 'foreign'
  if (data['partitionKey'] !== undefined) return 'partitioned'
  return data['partitionOf'] === undefined ? 'table' : 'partition'
}

function recordOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {}
}

export function viewOf(looking: Looking, fact: Fact): SchemaDocument['views'][number] {
  const definition = looking.veil.body(text(fact.data['definition']))
  return {
    ...place(fact), kind: fact.kind as 'view' | 'materialized-view', columns: listedColumns(fact).map(({ name, type }) => ({ name, type, comment: comment(looking, fact.id, name) })),
    ...(definition !== undefined && { definition }), owner: ownerOf(looking.snapshot, fact.id), comment: comment(looking, fact.id),
    indexes: indexesOf(looking, fact), triggers: actsOf(looking, fact, 'trigger'), rules: actsOf(looking, fact, 'rule'),
  }
}

type Routine = SchemaDocument['functions'][number]

export function functionOf(looking: Looking, fact: Fact): Routine {
  const { data, info = {} } = fact
  const definition = bodyOf(looking, fact)
  return {
    ...place(fact), kind: fact.kind as Routine['kind'], signature: text(info['signature']) ?? '', arguments: text(info['identity']) ?? '', argumentDefaults: number(info['defaults']) ?? 0,
    returns: text(data['returns']) ?? text(info['returns']), language: text(data['language']), volatility: lower(data['volatility'], 'volatile'),
    strict: data['strict'] === true, securityDefiner: data['securityDefiner'] === true, parallel: lower(data['parallel'], 'unsafe'),
    ...(definition && { definition }), owner: ownerOf(looking.snapshot, fact.id), comment: comment(looking, fact.id),
  }
}

function lower<T extends string>(value: Json | undefined, usual: T): T {
  return (text(value)?.toLowerCase() ?? usual) as T
}

function bodyOf({ veil }: Looking, { kind, data }: Fact): Routine['definition'] {
  const own = kind === 'aggregate' ? JSON.stringify(data) : (text(data['body']) ?? text(data['source']) ?? '')
  const [given, body] = [veil.body(text(data['arguments']) ?? ''), veil.body(own)]
  if (given === undefined || body === undefined) return undefined
  const settings = Object.entries(recordOf(data['config'])).map(([name, value]) => [name, veil.body(`'${String(value)}'`, name) ?? ''] as const)
  return { arguments: given, settings: Object.fromEntries(settings.map(([name, value]) => [name, typeof value === 'string' ? value.slice(1, -1) : value])), body }
}

type Type = SchemaDocument['types'][number]

export function typeOf(looking: Looking, fact: Fact): Type {
  const { snapshot, veil } = looking
  const head = { ...place(fact), comment: comment(looking, fact.id) }
  if (fact.kind === 'enum') return { ...head, kind: 'enum', labels: texts(fact.data['labels']) }
  if (fact.kind === 'composite') return { ...head, kind: 'composite', attributes: listedColumns(fact).map(({ name, type }) => ({ name, type, comment: comment(looking, fact.id, name) })) }
  if (fact.kind === 'range') return { ...head, kind: 'range', subtype: text(fact.data['subtype']) ?? '' }
  const checks = snapshot.children(fact.id, 'domain-constraint').map((one) => checkOf(looking, one))
  return { ...head, kind: 'domain', type: text(fact.data['type']) ?? '', nullable: fact.data['notNull'] === undefined || fact.data['notNull'] === false, default: veil.textOrNull(text(fact.data['default']), head.name), checks: byName(checks) }
}

export function sequenceOf(looking: Looking, fact: Fact): SchemaDocument['sequences'][number] {
  const { ownedBy, ...options } = fact.data
  return { ...place(fact), options: looking.veil.attributes(options), ownedBy: text(ownedBy)?.replace(/^column:/, '') ?? null, comment: comment(looking, fact.id) }
}

export function extensionOf(looking: Looking, fact: Fact): SchemaDocument['extensions'][number] {
  return { name: lastName(fact), schema: text(fact.data['schema']) ?? '', version: text(fact.data['version']) ?? '', comment: comment(looking, fact.id) }
}

export function schemaEntry(looking: Looking, fact: Fact): SchemaDocument['schemas'][number] {
  return { name: lastName(fact), owner: ownerOf(looking.snapshot, fact.id), comment: comment(looking, fact.id) }
}

/** Options that are nothing but credentials are hidden whatever they look like. */
const credentials: Readonly<Record<string, string>> = { 'user-mapping': 'options', subscription: 'connection' }

export function otherOf(looking: Looking, fact: Fact): SchemaDocument['others'][number] {
  const { snapshot, veil } = looking
  const hidden = credentials[fact.kind]
  const data = hidden !== undefined && fact.data[hidden] !== undefined ? { ...fact.data, [hidden]: { secret: true } } : fact.data
  return {
    kind: fact.kind, id: fact.id, schema: schemaOf(snapshot, fact), name: nameOf(snapshot, fact),
    ...(veil.definitions && { attributes: veil.mayDefine ? veil.attributes(data) : { hidden: 'role' } }), comment: comment(looking, fact.id),
  }
}
