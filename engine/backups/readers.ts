import type { ClientTool } from '#shared/contract/backups-making.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import { serverSql, type ServerRow } from './catalog.sql.ts'
import { findClientTools, restoringClient } from './client-tools.ts'

/** Whether something can read what a client would write. */
export interface Readers {
  ok: boolean
  message: string
}

/** Which pg_restore and which servers can read what that client writes of that server; of a target, whether it can. */
export async function readersOf(engine: Engine, client: ClientTool, serverMajor: number, target?: Environment): Promise<Readers> {
  const general = `It can be read by pg_restore ${client.major} and later, and restored on PostgreSQL ${serverMajor} and later.`
  if (!target) return { ok: true, message: general }
  const major = await majorOf(engine, target)
  if (major instanceof AppError) return { ok: false, message: `Whether ${target.name} can read it is not known: ${major.message}` }
  return judgeTarget(target.name, { from: serverMajor, to: major, written: client.major, restores: restoringClient(await findClientTools(), client.major, major)?.major })
}

/** Majors: of the server it comes from, of the one it goes to, of the pg_dump that wrote it and of the pg_restore that is here. */
interface Majors {
  from: number
  to: number
  written: number
  restores: number | undefined
}

export function judgeTarget(name: string, { from, to, written, restores }: Majors): Readers {
  if (to < from) return { ok: false, message: `${name} is PostgreSQL ${to} and older than this server (${from}): it may not understand what is in the backup.` }
  if (restores === undefined) return { ok: false, message: `There is no pg_restore ${written} or later here to restore it on ${name}.` }
  const newer = restores > to ? ` pg_restore ${restores} is newer than that server: settings that it does not know are reported and do no harm.` : ''
  return { ok: true, message: `${name} is PostgreSQL ${to} and can read it by pg_restore ${restores}.${newer}` }
}

async function majorOf(engine: Engine, target: Environment): Promise<number | AppError> {
  try {
    const client = await connect(engine, target, { purpose: 'backup check' })
    try {
      return ((await client.query<ServerRow>(serverSql)).rows[0] as ServerRow).major
    } finally {
      await client.end()
    }
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown
    throw thrown
  }
}
