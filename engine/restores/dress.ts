import pg from 'pg'
import { keepSettingSql } from '../backups/catalog.sql.ts'
import { inTransaction } from '../migrations/locked-session.ts'
import type { Desk } from './desk.ts'
import {
  connectionLimitSql, grantSql, keepRoleSettingSql, ownerSql, privilegesOfSql, resetRoleSql, revokeAllSql, setLocalSql, setRoleSql, settingsOfSql, tablespaceSql, templateSql,
  type DatabaseRow, type PrivilegeRow, type SettingRow,
} from './restores.sql.ts'

/**
 * Gives a restored database what belongs to the name rather than to the data: tablespace, settings, privileges, limit, owner. Comment and
 * ALLOW_CONNECTIONS follow in the swap itself. What could not be carried over comes back, each as a sentence.
 */
export async function dress(desk: Pick<Desk, 'client'>, ready: DatabaseRow, model: DatabaseRow): Promise<string[]> {
  const { client } = desk
  const problems: string[] = []
  const attempt = async (what: string, statements: readonly string[]) => {
    try {
      for (const sql of statements) await client.query(sql)
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) throw thrown
      problems.push(`${what} could not be carried over: ${thrown.message}.`)
    }
  }
  if (ready.tablespace !== model.tablespace) await attempt(`Tablespace ${model.tablespace}`, [tablespaceSql(ready.name, model.tablespace)])
  problems.push(...(await carrySettings(client, ready, model)))
  if (ready.connectionLimit !== model.connectionLimit) await attempt('The connection limit', [connectionLimitSql(ready.name, model.connectionLimit)])
  if (ready.isTemplate !== model.isTemplate) await attempt('That it is a template', [templateSql(ready.name, model.isTemplate)])
  // Rights follow the owner, so the owner comes first; both last, for who gives a database away may do nothing more with it.
  if (ready.owner !== model.owner) await attempt(`Owner ${model.owner}`, [ownerSql(ready.name, model.owner)])
  problems.push(...(await carryPrivileges(client, ready, model)))
  return problems
}

async function carrySettings(client: pg.Client, ready: DatabaseRow, model: DatabaseRow): Promise<string[]> {
  const problems: string[] = []
  for (const { role, name, value } of (await client.query<SettingRow>(settingsOfSql, [model.oid])).rows) {
    try {
      await inTransaction(client, async () => {
        // In this transaction alone: a session that has become read-only could keep nothing.
        await client.query(setLocalSql, [name, value])
        await client.query(role === null ? keepSettingSql(ready.name, name) : keepRoleSettingSql(ready.name, role, name))
      })
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) throw thrown
      problems.push(`Setting ${name} = ${value}${role === null ? '' : ` of role ${role}`} could not be carried over: ${thrown.message}.`)
    }
  }
  return problems
}

async function carryPrivileges(client: pg.Client, ready: DatabaseRow, model: DatabaseRow): Promise<string[]> {
  const wanted = (await client.query<PrivilegeRow>(privilegesOfSql, [model.oid])).rows
  if (wanted.length === 0) return []
  const firstOwn = wanted.toSorted((a, b) => Number(b.grantor === model.owner) - Number(a.grantor === model.owner))
  try {
    await inTransaction(client, async () => {
      for (const sql of revokeAllSql(ready.name, model.owner)) await client.query(sql)
      for (const privilege of firstOwn) {
        await client.query(setRoleSql(privilege.grantor))
        await client.query(grantSql(ready.name, privilege))
        await client.query(resetRoleSql)
      }
    })
    return []
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError)) throw thrown
    return [`The privileges on the database could not be carried over: ${thrown.message}.`]
  }
}
