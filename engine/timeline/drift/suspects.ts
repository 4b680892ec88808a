import type pg from 'pg'
import type { DriftDetails } from '#shared/contract/timeline.ts'
import { ddlSessionsSql, ddlStatementsSql, statementsViewSql } from './suspects.sql.ts'

type Objects = NonNullable<DriftDetails['objects']>

/** Roles that may have made a change, as far as the server knows; none is certain. What may not be read says nothing. */
export async function findSuspects(client: pg.Client, objects: Objects | null): Promise<DriftDetails['roles']> {
  const added = (objects ?? []).filter(({ change, owner }) => change === 'added' && owner !== null)
  const owners = added.map(({ owner, kind, name }) => ({ role: owner ?? '', why: `owns ${kind} ${name}, which is new` }))
  const [sessions, statements] = [await orNone(sessionsWithDdl(client)), await orNone(statementsAbout(client, objects ?? []))]
  const found = new Map<string, string>()
  for (const { role, why } of [...owners, ...sessions, ...statements]) if (!found.has(role)) found.set(role, why)
  return [...found].map(([role, why]) => ({ role, why }))
}

async function sessionsWithDdl(client: pg.Client): Promise<DriftDetails['roles']> {
  const { rows } = await client.query<{ role: string; application: string; command: string }>(ddlSessionsSql)
  return rows.map(({ role, application, command }) => ({ role, why: `the last statement of a session of it (${application || 'unnamed'}) is ${command}` }))
}

const mostNames = 50

async function statementsAbout(client: pg.Client, objects: Objects): Promise<DriftDetails['roles']> {
  const view = (await client.query<{ view: string | null }>(statementsViewSql)).rows[0]?.view
  if (!view || objects.length === 0) return []
  const names = objects.slice(0, mostNames).map(({ name }) => name.split('.').at(-1) ?? name)
  const { rows } = await client.query<{ role: string; command: string }>(ddlStatementsSql(view), [names])
  return rows.map(({ role, command }) => ({ role, why: `has run ${command} on an object of that name since pg_stat_statements began to count` }))
}

async function orNone(reading: Promise<DriftDetails['roles']>): Promise<DriftDetails['roles']> {
  return reading.catch(() => [])
}
