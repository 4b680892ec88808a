import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { AppError } from '#shared/contract/app-error.ts'
import { documentVersion, type SchemaDocument } from '#shared/contract/document-shape.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Fact } from '#shared/schema/fact.ts'
import type { CurrentSchema } from '../current-schema.ts'
import { isObject, nameOf, schemaOf } from '../pages/references.ts'
import type { HidingRules } from './hiding-rules.ts'
import { isLike } from './name-pattern.ts'
import { extensionOf, functionOf, otherOf, schemaEntry, sequenceOf, tableOf, typeOf, viewOf } from './objects.ts'
import { compare, type Looking } from './parts.ts'
import { Veil, type VeilOptions } from './veil.ts'

export interface DocumentQuestion {
  schemas?: readonly string[] | undefined
  kinds?: readonly string[] | undefined
  name?: string | undefined
  definitions: boolean
  /** The caller's role may see bodies and definitions. */
  mayDefine: boolean
}

/** Patterns of a person get so much time for a whole document; then everything that they would look at is hidden. */
const patienceMs = 2_000

type Contents = Omit<SchemaDocument, 'format' | 'formatVersion' | 'generator' | 'database' | 'server' | 'migrationVersion' | 'live' | 'asOf' | 'problem' | 'filter' | 'revision'>

/** The document of a schema: sorted, and the same for the same schema and question. Throws `bad_request`. */
export function makeDocument(current: CurrentSchema, question: DocumentQuestion, rules: HidingRules, version: string): SchemaDocument {
  const { info, snapshot, live, problem } = current
  const contents = patiently(rules, question, (veil) => contentsOf({ snapshot, veil }, question))
  return {
    format: 'strata-schema', formatVersion: documentVersion, generator: { name: 'strata', version },
    database: info.database, server: { version: info.serverVersion, versionNum: info.serverVersionNum }, migrationVersion: info.migrationVersion,
    live, asOf: live ? null : info.takenAt, problem,
    filter: { schemas: sorted(question.schemas), kinds: sorted(question.kinds), name: question.name ?? null, definitions: question.definitions },
    revision: createHash('sha256').update(JSON.stringify(contents)).digest('hex'), ...contents,
  }
}

const sorted = (names: readonly string[] | undefined) => names?.toSorted(compare) ?? null

/** A pattern can take for ever; the interrupt of another context ends it. */
function patiently(rules: HidingRules, { definitions, mayDefine }: DocumentQuestion, work: (veil: Veil) => Contents): Contents {
  const options: VeilOptions = { rules, definitions, mayDefine }
  if (!rules.custom) return work(new Veil(options))
  try {
    return runInNewContext('work()', { work: () => work(new Veil(options)) }, { timeout: patienceMs }) as Contents
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw thrown
    return work(new Veil({ ...options, blind: true }))
  }
}

/** Kinds that are shown with what they belong to. */
const parts: ReadonlySet<string> = new Set(['constraint', 'index', 'trigger', 'rule', 'policy'])

function contentsOf(looking: Looking, question: DocumentQuestion): Contents {
  const objects = chosen(looking, question)
  const all = <T>(wanted: readonly string[], make: (looking: Looking, fact: Fact) => T) => objects.filter(({ kind }) => wanted.includes(kind)).map((fact) => make(looking, fact))
  const shaped: ReadonlySet<string> = new Set(Object.values(shapes).flat())
  const gaps = looking.snapshot.head.gaps.map(({ code, severity, subject, message }) => ({ code, severity, ...(subject !== undefined && { subject }), message: looking.veil.text(message) }))
  return {
    schemas: all(shapes.schemas, schemaEntry), extensions: all(shapes.extensions, extensionOf), types: all(shapes.types, typeOf), sequences: all(shapes.sequences, sequenceOf),
    tables: all(shapes.tables, tableOf), views: all(shapes.views, viewOf), functions: all(shapes.functions, functionOf),
    others: objects.filter(({ kind }) => !shaped.has(kind)).map((fact) => otherOf(looking, fact)), gaps,
  }
}

const shapes = {
  schemas: ['schema'], extensions: ['extension'], types: ['enum', 'domain', 'composite', 'range'], sequences: ['sequence'],
  tables: ['table', 'foreign-table'], views: ['view', 'materialized-view'], functions: ['function', 'procedure', 'aggregate'],
} as const

/** By schema, name and kind. */
function chosen({ snapshot }: Looking, question: DocumentQuestion): Fact[] {
  refuseUnknownKinds(question.kinds)
  const [schemas, wanted, { name }] = [question.schemas && new Set(question.schemas), question.kinds && new Set(question.kinds), question]
  const rows: { fact: Fact; key: string }[] = []
  for (const fact of snapshot.facts.values()) {
    if (!isObject(fact) || parts.has(fact.kind) || (wanted && !wanted.has(fact.kind))) continue
    const schema = fact.kind === 'schema' ? (fact.path[0] ?? '') : schemaOf(snapshot, fact)
    if (schemas && (schema === null || !schemas.has(schema))) continue
    const own = fact.path.at(-1) ?? ''
    if (name !== undefined && !isLike(name.includes('.') ? `${schema}.${own}` : own, name)) continue
    rows.push({ fact, key: `${schema ?? ''}\u0000${nameOf(snapshot, fact)}\u0000${fact.id}` })
  }
  return rows.toSorted((a, b) => compare(a.key, b.key)).map(({ fact }) => fact)
}

function refuseUnknownKinds(asked: readonly string[] | undefined): void {
  const wrong = asked?.find((kind) => !kinds.has(kind) || parts.has(kind))
  if (wrong === undefined) return
  const known = [...kinds.keys()].filter((kind) => !parts.has(kind))
  throw new AppError('bad_request', { problem: `kinds: there are no objects of kind ${wrong}` }, { where: { field: 'kinds' }, help: `Objects are of these kinds: ${known.join(', ')}.` })
}
