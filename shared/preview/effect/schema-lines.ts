import type { Delta } from '../../schema/diff.ts'
import type { Fact, FactId, Json } from '../../schema/fact.ts'
import { nameOf, relationName, relationOf, statementOf, type Draft, type EffectInput } from './draft.ts'

/** Kinds that a reader may fold away: one line for all. */
const folded: Readonly<Record<string, Draft['code']>> = {
  privilege: 'privileges-changed', 'default-privilege': 'privileges-changed', owner: 'owners-changed', comment: 'comments-changed', 'security-label': 'comments-changed',
}

/** What becomes of the schema, object by object; parts of what comes or goes as a whole are not said. */
export function schemaLines(input: EffectInput): Draft[] {
  const whole = new Set(input.deltas.filter(({ change }) => change !== 'changed').map(({ id }) => id))
  const told = input.deltas.filter((delta) => !isPart(delta, whole, input))
  return [...input.renames.map((rename) => renamed(rename, input)), ...told.filter(({ kind }) => !(kind in folded)).flatMap((delta) => linesOf(delta, input)), ...foldedLines(told)]
}

/** Of something that is new or gone itself, or owned by it. */
function isPart({ change, before, after }: Delta, whole: ReadonlySet<FactId>, { before: a, after: b }: EffectInput): boolean {
  if (change === 'changed') return false
  const [fact, side] = [after ?? before, after ? b : a]
  const owner = fact?.data['ownedBy']
  for (const start of [fact?.parent, typeof owner === 'string' ? owner : null]) {
    for (let above = start ?? null; above !== null; above = side.get(above)?.parent ?? null) if (whole.has(above)) return true
  }
  return false
}

function foldedLines(deltas: readonly Delta[]): Draft[] {
  const counts = new Map<Draft['code'], number>()
  for (const { kind } of deltas) {
    const code = folded[kind]
    if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...counts].map(([code, count]) => ({ sign: 'changed', code, params: { count } }))
}

/** What stays in its place is told by its last name alone: orders.note is now called remark. */
function renamed({ from, to }: { from: FactId; to: FactId }, { after, schema, statements }: EffectInput): Draft {
  const fact = after.get(to)
  const path = fact?.path ?? []
  const name = fact ? nameOf(fact, schema) : relationOf(to)
  const was = relationName(relationOf(from), schema)
  const place = (full: string) => full.slice(0, full.lastIndexOf('.') + 1)
  const own = fact !== undefined && path.length > 2 && place(was) === place(name) ? (path.at(-1) ?? name) : name
  return { sign: 'renamed', tone: 'careful', code: 'object-renamed', params: { kind: fact?.kind ?? '', from: was, to: own }, id: to, statement: statementOf({ path }, statements) }
}

type Told = (delta: Delta, fact: Fact, input: EffectInput) => Draft[]

const byKind: Readonly<Record<string, Told>> = { table: tableLines, column: columnLines, default: defaultLines, constraint: constraintLines, index: indexLines, enum: enumLines }

function linesOf(delta: Delta, input: EffectInput): Draft[] {
  const fact = delta.after ?? delta.before
  if (!fact) return []
  const statement = statementOf(fact.path.length > 0 ? fact : (input.after.get(fact.parent ?? '') ?? fact), input.statements)
  return (byKind[delta.kind] ?? objectLines)(delta, fact, input).map((draft) => ({ id: delta.id, statement, ...draft }))
}

function tableLines(delta: Delta, fact: Fact, input: EffectInput): Draft[] {
  const name = nameOf(fact, input.schema)
  if (delta.change === 'added') return [{ sign: 'added', code: 'table-added', params: { name } }]
  if (delta.change === 'changed') return objectLines(delta, fact, input)
  const size = input.basis.sizes.get(relationOf(delta.id))
  if (!size || size.rows === 0) return [{ sign: 'removed', tone: 'danger', code: 'table-removed', params: { name } }]
  return [{ sign: 'removed', tone: 'danger', code: 'table-removed-rows', params: { name, rows: Math.max(0, size.rows), bytes: size.totalBytes } }]
}

function columnLines({ change, attributes }: Delta, fact: Fact, input: EffectInput): Draft[] {
  const name = nameOf(fact, input.schema)
  if (change === 'added') return [{ sign: 'added', code: 'column-added', params: { name, definition: columnText(fact, input) } }]
  if (change === 'removed') {
    const rows = input.basis.sizes.get(relationOf(fact.parent ?? ''))?.rows ?? 0
    return rows > 0 ? [{ sign: 'removed', tone: 'danger', code: 'column-removed-rows', params: { name, rows } }] : [{ sign: 'removed', tone: 'danger', code: 'column-removed', params: { name } }]
  }
  const rest: string[] = []
  const drafts = attributes.flatMap(({ name: attribute, before, after }): Draft[] => {
    if (attribute === 'type') return [{ sign: 'changed', tone: 'careful', code: 'column-type', params: { name, from: textOf(before), to: textOf(after) } }]
    if (attribute === 'notNull' && (before === undefined) !== (after === undefined)) return [{ sign: 'changed', tone: after === undefined ? 'plain' : 'careful', code: after === undefined ? 'column-nullable' : 'column-not-null', params: { name } }]
    rest.push(attribute)
    return []
  })
  return rest.length > 0 ? [...drafts, { sign: 'changed', code: 'column-changed', params: { name, attributes: said(rest) } }] : drafts
}

/** `integer NOT NULL DEFAULT 0`. */
function columnText({ id, data }: Fact, { after }: EffectInput): string {
  const generated = data['generated'] as Readonly<Record<string, Json>> | undefined
  const expression = after.children(id, 'default')[0]?.data['expression']
  return [
    textOf(data['type']), data['notNull'] === undefined ? '' : 'NOT NULL', data['identity'] === undefined ? '' : 'IDENTITY',
    generated ? `GENERATED (${textOf(generated['expression'])})` : '', typeof expression === 'string' ? `DEFAULT ${expression}` : '',
  ].filter((word) => word !== '').join(' ')
}

function defaultLines({ change, before, after }: Delta, fact: Fact, input: EffectInput): Draft[] {
  const column = (after ? input.after : input.before).get(fact.parent ?? '')
  const name = column ? nameOf(column, input.schema) : relationOf(fact.parent ?? '')
  const [was, is] = [before?.data['expression'], after?.data['expression']].map((one) => (typeof one === 'string' ? one : undefined))
  const id = fact.parent
  if (change === 'added' || was === undefined) return [{ sign: 'changed', code: 'default-added', params: { name, expression: is ?? 'NULL' }, id }]
  if (is === undefined) return [{ sign: 'changed', code: 'default-removed', params: { name, before: was }, id }]
  return [{ sign: 'changed', code: 'default-changed', params: { name, expression: is, before: was }, id }]
}

function constraintLines({ change, attributes }: Delta, fact: Fact, { schema }: EffectInput): Draft[] {
  const params = { kind: textOf(fact.data['type']), name: fact.path.at(-1) ?? '', table: nameOf({ ...fact, path: fact.path.slice(0, -1) }, schema), definition: textOf(fact.data['definition']) }
  if (change === 'added') return [{ sign: 'added', code: fact.data['notValid'] === true ? 'constraint-added-not-valid' : 'constraint-added', params }]
  if (change === 'removed') return [{ sign: 'removed', tone: 'careful', code: 'constraint-removed', params }]
  const rest = attributes.map(({ name }) => name).filter((name) => name !== 'notValid')
  const drafts: Draft[] = []
  if (attributes.some(({ name, after }) => name === 'notValid' && after === undefined)) drafts.push({ sign: 'changed', code: 'constraint-validated', params })
  else if (rest.length < attributes.length) rest.push('notValid')
  return rest.length > 0 ? [...drafts, { sign: 'changed', tone: 'careful', code: 'constraint-changed', params: { ...params, attributes: said(rest) } }] : drafts
}

function indexLines(delta: Delta, fact: Fact, input: EffectInput): Draft[] {
  const where = typeof fact.data['where'] === 'string' ? ` WHERE ${fact.data['where']}` : ''
  const params = { name: fact.path.at(-1) ?? '', table: relationOf(fact.parent ?? '').replace(`${input.schema}.`, ''), definition: textOf(fact.data['definition']) + where }
  if (delta.change === 'added') return [{ sign: 'added', code: fact.data['unique'] === true ? 'index-added-unique' : 'index-added', params }]
  if (delta.change === 'removed') return [{ sign: 'removed', tone: 'careful', code: 'index-removed', params }]
  return objectLines(delta, fact, input)
}

function enumLines(delta: Delta, fact: Fact, input: EffectInput): Draft[] {
  const [was, is] = [delta.before, delta.after].map((one) => (one?.data['labels'] ?? []) as readonly string[]) as [readonly string[], readonly string[]]
  const values = is.filter((label) => !was.includes(label))
  if (delta.change !== 'changed' || !was.every((label) => is.includes(label)) || values.length === 0) return objectLines(delta, fact, input)
  return [{ sign: 'added', code: 'enum-values-added', params: { name: nameOf(fact, input.schema), values: values.map((value) => `'${value}'`).join(', ') } }]
}

const bodies: ReadonlySet<string> = new Set(['definition', 'source', 'body', 'action'])

function objectLines({ change, attributes, kind }: Delta, fact: Fact, { schema }: EffectInput): Draft[] {
  const params = { kind, name: nameOf(fact, schema) }
  if (change === 'added') return [{ sign: 'added', code: 'object-added', params }]
  if (change === 'removed') return [{ sign: 'removed', tone: 'careful', code: 'object-removed', params }]
  if (attributes.every(({ name }) => bodies.has(name))) return [{ sign: 'changed', code: 'definition-changed', params }]
  return [{ sign: 'changed', code: 'object-changed', params: { ...params, attributes: said(attributes.map(({ name }) => name)) } }]
}

/** Names of attributes in words: `rowSecurity` is "row security". */
function said(names: readonly string[]): string {
  return names.map((name) => (name === '(parent)' ? 'owner table' : name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())).join(', ')
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}
