import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { FleetInput } from '#shared/contract/fleet.ts'
import type { Engine } from '../engine.ts'
import { withSession } from '../migrations/locked-session.ts'
import { beginQuerySql, databasesSql, declareMembersSql, fetchMembersSql, schemasSql } from './fleet.sql.ts'
import { nameMatcher } from './match-name.ts'
import type { Member } from './member.ts'

export interface FoundMembers {
  members: Member[]
  /** Labels of what was found and is left out by the exclusions. */
  excluded: string[]
}

/** Members of a fleet that are dealt with at all. */
const mostMembers = 5_000

/** Who belongs to a fleet now, in the order of their names. Throws `bad_request` on a query that does not give names, and the errors of connections. */
export async function findMembers(engine: Engine, settings: FleetInput): Promise<FoundMembers> {
  const base = engine.environments.get(settings.env)
  const servers = settings.servers.length === 0 ? [base] : unique(settings.servers.map((name) => engine.environments.get(name)))
  const found = (await Promise.all(servers.map((server) => findOn(engine, base, server, settings, servers.length > 1)))).flat()
  const isExcluded = exclusion(settings.excludes)
  const members = found.filter((member) => !isExcluded(member, settings.of)).toSorted((a, b) => (a.label < b.label ? -1 : 1))
  if (members.length > mostMembers) throw new AppError('bad_request', { problem: `the fleet has ${members.length} members, more than ${mostMembers}` }, { where: { field: settings.by } })
  return { members: onlyPresent(members), excluded: found.filter((member) => isExcluded(member, settings.of)).map(({ label }) => label).toSorted() }
}

async function findOn(engine: Engine, base: Environment, server: Environment, settings: FleetInput, several: boolean): Promise<Member[]> {
  const { of, by } = settings
  const { names, present } = await withSession(engine, server, async (client) => {
    const there = new Set((await client.query<{ name: string }>(of === 'databases' ? databasesSql : schemasSql)).rows.map(({ name }) => name))
    return { present: there, names: by === 'query' ? await queried(client, settings.query) : by === 'list' ? listed(settings.members) : matching(there, settings.pattern) }
  })
  return [...new Set(names)].map((name) => ({
    label: several ? `${server.name}/${name}` : name, serverId: server.id, server: server.name, present: present.has(name),
    database: of === 'databases' ? name : server.connection.database, schema: of === 'databases' ? base.schema : name,
  }))
}

function listed(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw new AppError('bad_request', { problem: 'no member is listed' }, { where: { field: 'members' } })
  return members
}

function matching(present: ReadonlySet<string>, pattern: string): string[] {
  if (pattern.trim() === '') throw new AppError('bad_request', { problem: 'the pattern is empty' }, { where: { field: 'pattern' } })
  return [...present].filter(nameMatcher(pattern.trim()))
}

/** Types that hold a name: name, text, varchar, char(n). */
const textTypes: ReadonlySet<number> = new Set([19, 25, 1042, 1043])

/** Names from a query of a person: one statement that reads, for five seconds at most. */
async function queried(client: pg.Client, query: string): Promise<string[]> {
  const text = query.trim().replace(/;\s*$/, '')
  if (text === '') throw refused('it is empty')
  try {
    for (const statement of beginQuerySql) await client.query(statement)
    // The extended protocol takes one statement: nothing can be put behind the query.
    await client.query({ text: declareMembersSql(text), queryMode: 'extended' } as pg.QueryConfig)
    const { rows, fields } = await client.query<unknown[]>({ text: fetchMembersSql(mostMembers + 1), rowMode: 'array' })
    return namesOf(rows, fields)
  } catch (thrown) {
    if (thrown instanceof AppError || (thrown as { severity?: string }).severity === undefined) throw thrown
    throw refused((thrown as Error).message)
  } finally {
    await client.query('ROLLBACK').catch(() => {})
  }
}

function namesOf(rows: readonly unknown[][], fields: readonly pg.FieldDef[]): string[] {
  const [field] = fields
  if (fields.length !== 1 || !field || !textTypes.has(field.dataTypeID)) throw refused(`it gives ${fields.length === 1 ? `a column "${field?.name}" that is no text` : `${fields.length} columns`}; it must give one column of text`)
  const names = rows.map(([value]) => value)
  const odd = names.find((name) => typeof name !== 'string' || name === '' || Buffer.byteLength(name) > 63)
  if (odd !== undefined) throw refused(odd === null ? 'it gives an empty value' : `it gives "${String(odd).slice(0, 80)}", which cannot be a name`)
  return names as string[]
}

function refused(problem: string): AppError {
  return new AppError('bad_request', { problem: `the query for the members cannot be used: ${problem}` }, { where: { field: 'query' }, help: 'Write one SELECT that gives the names in one column of text.' })
}

function exclusion(excludes: readonly string[]): (member: Member, of: FleetInput['of']) => boolean {
  const matchers = excludes.map(nameMatcher)
  return ({ label, database, schema }, of) => matchers.some((matches) => matches(label) || matches(of === 'databases' ? database : schema))
}

/** A listed name that one of several servers has is not missed on the others. */
function onlyPresent(members: readonly Member[]): Member[] {
  const somewhere = new Set(members.filter(({ present }) => present).map(nameOf))
  return members.filter((member) => member.present || !somewhere.has(nameOf(member)))
}

function nameOf({ label, server }: Member): string {
  return label.startsWith(`${server}/`) ? label.slice(server.length + 1) : label
}

function unique(servers: readonly Environment[]): Environment[] {
  return [...new Map(servers.map((server) => [server.id, server])).values()]
}
