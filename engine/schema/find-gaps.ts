import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Fact } from '#shared/schema/fact.ts'
import { none } from './addresses.ts'
import type { Dependencies } from './dependencies.ts'
import type { FactCollector } from './fact-collector.ts'
import type { Answer } from './read-facts.ts'
import { knownMajors } from './sessions.ts'
import { unlessRefused } from './unless-refused.ts'
import {
  describeSql,
  invalidIndexesSql,
  largeObjectsSql,
  looseObjectsSql,
  type DescribedRow,
  type HeadRow,
  type InvalidIndexRow,
} from './session.sql.ts'

/** At most so many objects of one sort are named; the rest is counted. */
const named = 20

export interface GapsInput {
  head: HeadRow
  /** null: the whole database. */
  schemas: readonly string[] | null
  /** Objects were altered while they were read, at every attempt. */
  changed: boolean
  collector: FactCollector
  dependencies: Dependencies
  answers: readonly Answer[]
  orphans: readonly Fact[]
}

/** What the snapshot does not say although the database has it. */
export async function findGaps(client: pg.Client, input: GapsInput): Promise<Diagnostic[]> {
  return [
    ...newerServer(input.head),
    ...(input.changed ? [changing] : []),
    ...input.answers.flatMap(denied),
    ...input.orphans.slice(0, named).map(orphan),
    ...[...input.collector.twice].slice(0, named).map(twice),
    ...(await broken(client, input)),
    ...(await invalidIndexes(client, input)),
    ...(await notModelled(client, input)),
  ]
}

const changing: Diagnostic = {
  code: 'schema-changing',
  severity: 'warning',
  message: 'The schema was changed while it was read, at every attempt: some texts may be newer than others.',
  help: 'Read it again when the change has ended.',
}

function newerServer({ serverVersionNum, serverVersion }: HeadRow): Diagnostic[] {
  if (Math.floor(serverVersionNum / 10_000) <= knownMajors.newest) return []
  const message = `PostgreSQL ${serverVersion} is newer than this Strata, which knows versions up to ${knownMajors.newest}: what is new in it is not read.`
  return [{ code: 'server-newer', severity: 'warning', message, help: 'Update Strata.', params: { version: serverVersion, known: knownMajors.newest } }]
}

function denied({ task, denied: problem }: Answer): Diagnostic[] {
  if (problem === undefined) return []
  const [, many] = task.kind.label
  const severity = task.query.mayBeDenied ? 'warning' : 'error'
  return [
    {
      code: 'no-privilege',
      severity,
      subject: task.kind.name,
      message: `This user may not read ${many}: ${problem}.`,
      help: 'Whether there are any is not known. Connect as a user who may read them to see them.',
      params: { kind: task.kind.name, problem },
    },
  ]
}

function orphan(fact: Fact): Diagnostic {
  return {
    code: 'parent-unreadable',
    severity: 'warning',
    subject: fact.id,
    message: `${fact.id} was left out, because ${fact.parent ?? ''}, which it is a part of, could not be read.`,
  }
}

function twice(id: string): Diagnostic {
  return { code: 'read-twice', severity: 'error', subject: id, message: `${id} was found twice; the first was kept.` }
}

async function broken(client: pg.Client, { answers, collector }: GapsInput): Promise<Diagnostic[]> {
  const unreadable = answers.flatMap((answer) => answer.unreadable)
  const places = unreadable.map(({ catalog, oid }) => ({ catalog: collector.addresses.catalog(catalog), oid }))
  const rows = await describe(client, places.slice(0, 200))
  return unreadable.map(({ oid, problem }) => {
    const row = rows.find(({ objid }) => objid === oid)
    const subject = row?.identity ?? String(oid)
    return {
      code: 'unreadable',
      severity: 'error',
      subject,
      message: `PostgreSQL cannot print the ${row?.type ?? 'object'} ${subject}: ${problem}.`,
      help: 'It is damaged, such as a view of something that is gone. Everything else was read.',
      params: { problem },
    }
  })
}

async function invalidIndexes(client: pg.Client, { collector }: GapsInput): Promise<Diagnostic[]> {
  const { rows } = await client.query<InvalidIndexRow>(invalidIndexesSql)
  const relations = collector.addresses.catalog('pg_class')
  return rows.flatMap(({ oid, partitioned }): Diagnostic[] => {
    const number = collector.standIn(collector.addresses.find(relations, oid))
    if (number === none) return []
    const id = collector.idOf(number)
    const name = id.slice(id.indexOf(':') + 1)
    if (partitioned)
      return [
        {
          code: 'invalid-index',
          severity: 'info',
          subject: id,
          message: `Index ${name} is not valid yet: a partition lacks its part of it.`,
          help: 'It becomes valid when every partition has an index attached to it.',
        },
      ]
    return [
      {
        code: 'invalid-index',
        severity: 'warning',
        subject: id,
        message: `Index ${name} is invalid: PostgreSQL keeps it up to date and does not use it.`,
        help: `A CREATE INDEX CONCURRENTLY that failed left it behind. Drop it, or REINDEX INDEX CONCURRENTLY ${name}.`,
      },
    ]
  })
}

/** Objects of which no kind has made a fact, in one line for each sort. */
async function notModelled(client: pg.Client, { collector, dependencies, schemas, answers }: GapsInput): Promise<Diagnostic[]> {
  const places = new Map(dependencies.unclaimed().map((place) => [`${place.catalog} ${place.oid}`, place]))
  if (schemas === null) for (const place of await looseObjects(client, collector)) places.set(`${place.catalog} ${place.oid}`, place)
  for (const { catalog, oid } of answers.flatMap(({ unreadable }) => unreadable)) places.delete(`${collector.addresses.catalog(catalog)} ${oid}`)
  const asked = [...places.values()].slice(0, 10_000)
  const sorts = new Map<string, string[]>()
  for (const { type, identity } of await describe(client, asked)) {
    if (type === null || identity === null) continue
    const names = sorts.get(type)
    if (names) names.push(identity)
    else sorts.set(type, [identity])
  }
  const gaps = [...sorts].map(([type, names]) => sortGap(type, names))
  return schemas === null ? [...gaps, ...(await largeObjects(client))] : gaps
}

function sortGap(type: string, names: readonly string[]): Diagnostic {
  const rest = names.length > named ? ` and ${names.length - named} more` : ''
  return {
    code: 'not-modelled',
    severity: 'warning',
    subject: type,
    message: `Strata does not compare objects of the sort "${type}": ${names.slice(0, named).join(', ')}${rest}.`,
    help: 'They are left as they are, and a plan says nothing about them.',
    params: { sort: type, objects: names.length },
  }
}

async function looseObjects(client: pg.Client, { addresses }: FactCollector): Promise<{ catalog: number; oid: number }[]> {
  const { rows } = await client.query<[number, number]>({ text: looseObjectsSql, rowMode: 'array' })
  return rows
    .map(([catalog, oid]) => ({ catalog, oid }))
    .filter(({ catalog, oid }) => !addresses.isMember(catalog, oid) && addresses.find(catalog, oid) === none)
}

async function largeObjects(client: pg.Client): Promise<Diagnostic[]> {
  const objects = (await unlessRefused<{ objects: number }>(client, largeObjectsSql))?.[0]?.objects ?? 0
  return objects === 0
    ? []
    : [
        {
          code: 'not-modelled',
          severity: 'info',
          subject: 'large object',
          message: `There are ${objects} large objects: they are data, and no part of a schema.`,
          params: { sort: 'large object', objects },
        },
      ]
}

async function describe(client: pg.Client, places: readonly { catalog: number; oid: number }[]): Promise<DescribedRow[]> {
  if (places.length === 0) return []
  return (await client.query<DescribedRow>(describeSql, [places.map(({ catalog }) => catalog), places.map(({ oid }) => oid)])).rows
}
