import { quoteIdentifier } from '#shared/sql/quote.ts'
import { splitScript } from '#shared/sql/split.ts'
import type { Suggestion } from '../../../editor/services.ts'
import { bareName, findObject, isRelation, type NamedObject, type SchemaNames } from './schema-names.ts'

const most = 400
const keywords = `ADD COLUMN|ALTER COLUMN|ALTER TABLE|AND|AS|BEGIN|BETWEEN|BY|CASCADE|CASE|CHECK|COMMENT ON|CONCURRENTLY|CONSTRAINT|CREATE INDEX|CREATE TABLE|CREATE VIEW|DEFAULT|DELETE FROM|DISTINCT|DROP COLUMN|DROP CONSTRAINT|DROP INDEX|DROP TABLE|ELSE|END|EXISTS|FOREIGN KEY|FROM|GENERATED ALWAYS AS IDENTITY|GRANT|GROUP BY|HAVING|IF EXISTS|IF NOT EXISTS|IN|INNER JOIN|INSERT INTO|IS NOT NULL|IS NULL|JOIN|LEFT JOIN|LIMIT|NOT NULL|NOT VALID|NULL|ON|OR|ORDER BY|PRIMARY KEY|REFERENCES|RENAME COLUMN|RENAME TO|RETURNING|SELECT|SET|SET DEFAULT|SET LOCAL|SET NOT NULL|TABLE|THEN|TYPE|UNION ALL|UNIQUE|UPDATE|USING|VALIDATE CONSTRAINT|VALUES|VIEW|WHEN|WHERE|WITH`.split('|')

const name = String.raw`(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)`
const path = String.raw`${name}(?:\s*\.\s*${name})*`
const reference = new RegExp(String.raw`\b(?:FROM|JOIN|UPDATE|INTO|TABLE(?:\s+IF\s+(?:NOT\s+)?EXISTS)?(?:\s+ONLY)?|ON|REFERENCES|USING)\s+(?:ONLY\s+)?(${path})(?:\s+(?:AS\s+)?(?!(?:ON|WHERE|SET|JOIN|LEFT|RIGHT|INNER|FULL|CROSS|GROUP|ORDER|LIMIT|ADD|ALTER|DROP|RENAME|USING|VALUES|RETURNING|CHECK|NOT|AND|OR|SELECT)\b)(${name}))?`, 'giu')
const beforeRelation = /\b(?:FROM|JOIN|UPDATE|INTO|TABLE|REFERENCES|ONLY|VIEW|TRUNCATE|EXISTS)\s+$/i

/** What may be written at a place: columns of the relations that the statement names, then objects, then words of SQL. */
export function complete(text: string, offset: number, names: SchemaNames, schema: string): Suggestion[] {
  const before = text.slice(0, offset).replace(/[\p{L}\p{N}_$"]*$/u, '')
  const statement = splitScript(text).statements.find(({ start, end }) => start <= offset && offset <= end + 1)?.text ?? ''
  const used = relationsIn(statement, names, schema)
  const qualifier = new RegExp(String.raw`(${name})\s*\.\s*$`, 'iu').exec(before)?.[1]
  if (qualifier) return qualified(unquoted(qualifier), used, names)
  const wantsRelation = beforeRelation.test(before)
  const columns = wantsRelation ? [] : unique([...used.values()]).flatMap((object) => object.columns.map((column) => columnOf(column, object.name, 0)))
  const objects = names.objects.slice(0, 5_000).filter((each) => !wantsRelation || isRelation(each)).map((each) => objectOf(each, schema, wantsRelation ? 0 : 1))
  const words = wantsRelation ? [] : keywords.map((label): Suggestion => ({ label, kind: 'keyword', rank: 3 }))
  return [...columns, ...objects.slice(0, most * 5), ...names.schemas.map((label): Suggestion => ({ label, kind: 'schema', text: quoteIdentifier(label), rank: 2 })), ...words]
}

/** Relations by the name or alias under which the statement speaks of them, in lower case. */
function relationsIn(statement: string, names: SchemaNames, schema: string): Map<string, NamedObject> {
  const found = new Map<string, NamedObject>()
  for (const [, written = '', alias] of statement.matchAll(reference)) {
    const parts = written.match(new RegExp(name, 'giu'))?.map(unquoted) ?? []
    const object = findObject(names, parts, schema)
    if (!object || !isRelation(object)) continue
    found.set(object.name.toLowerCase(), object)
    if (alias) found.set(unquoted(alias).toLowerCase(), object)
  }
  return found
}

function qualified(qualifier: string, used: ReadonlyMap<string, NamedObject>, names: SchemaNames): Suggestion[] {
  const key = qualifier.toLowerCase()
  const relation = used.get(key) ?? names.byName.get(key)?.find(isRelation)
  const inSchema = names.objects.filter((each) => each.schema?.toLowerCase() === key)
  return [...(relation?.columns ?? []).map((column) => columnOf(column, relation?.name ?? '', 0)), ...inSchema.slice(0, most).map((each) => ({ ...objectOf(each, each.schema ?? '', 1), text: quoteIdentifier(plainName(each)) }))]
}

function columnOf({ name: label, type }: { name: string; type: string }, table: string, rank: number): Suggestion {
  return { label, detail: `${type} · ${table}`, kind: 'column', text: quoteIdentifier(label), rank }
}

function objectOf(object: NamedObject, schema: string, rank: number): Suggestion {
  const { kind, schema: own } = object
  const label = plainName(object)
  const text = own === null || own === schema ? quoteIdentifier(label) : `${quoteIdentifier(own)}.${quoteIdentifier(label)}`
  const sort = kind.includes('view') ? 'view' : isRelation(object) ? 'table' : kind === 'function' || kind === 'procedure' || kind === 'aggregate' ? 'function' : 'type'
  return { label, ...(own !== null && { detail: own }), kind: sort, text, rank }
}

const plainName = ({ name: full }: NamedObject): string => full.replace(/\(.*$/s, '')
const unquoted = (word: string): string => (word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase())
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)]

/** The dotted name that holds the place, as its parts. */
export function pathAt(text: string, offset: number): string[] {
  const from = text.lastIndexOf('\n', offset - 1) + 1
  const line = text.slice(from, text.indexOf('\n', offset) < 0 ? undefined : text.indexOf('\n', offset))
  for (const match of line.matchAll(new RegExp(path, 'giu'))) {
    if (match.index <= offset - from && offset - from <= match.index + match[0].length) return match[0].match(new RegExp(name, 'giu'))?.map(unquoted) ?? []
  }
  return []
}

/** The object that the place names: a relation, a column's relation by its alias, a function. */
export function objectAt(text: string, offset: number, names: SchemaNames, schema: string): NamedObject | undefined {
  const parts = pathAt(text, offset)
  if (parts.length === 0) return undefined
  const statement = splitScript(text).statements.find(({ start, end }) => start <= offset && offset <= end)?.text ?? ''
  const used = relationsIn(statement, names, schema)
  return findObject(names, parts, schema) ?? used.get(parts[0] ?? '') ?? [...used.values()].find(({ columns }) => columns.some((column) => bareName(column.name) === parts.at(-1)))
}
