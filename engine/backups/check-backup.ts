import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import { backupFolder } from './backup-folder.ts'
import { estimatedSizeSql, serverSql, unreadableSql, type ServerRow, type UnreadableRow } from './catalog.sql.ts'
import { findClientTools, fittingClient, installHint } from './client-tools.ts'
import { freeBytes, surelyTooSmall } from './disk-space.ts'

export type BackupCheck = Awaited<ReturnType<Handlers<'backups'>['check']>>

/** Whether a backup of the environment could be made now: a fitting client, tables that may be read, room on the disk. */
export async function checkBackup(engine: Engine, environment: Environment): Promise<BackupCheck> {
  const [{ server, unreadable, estimatedBytes }, found] = await Promise.all([readServer(engine, environment), findClientTools()])
  const folder = backupFolder(engine, environment)
  const fitting = fittingClient(found, server.major)
  const base = { serverMajor: server.major, client: fitting?.client ?? null, found, folder }
  if (!fitting) return { ...base, ok: false, message: noClient(server.major, found.map(({ version }) => version)), help: installHint(process.platform, server.major) }
  const [first] = unreadable
  if (first) return { ...base, ok: false, ...unreadableWords(server.user, first, unreadable.length) }
  const free = await freeBytes(folder)
  if (surelyTooSmall(free, estimatedBytes)) {
    return { ...base, ok: false, message: `There is not enough room for a backup in ${folder}.`, help: 'Free some space, or choose another backup folder in the environment.' }
  }
  const message = `pg_dump ${fitting.client.version} fits this server (PostgreSQL ${server.version}).`
  return { ...base, ok: true, message: fitting.warning ?? message, ...(fitting.warning && { help: installHint(process.platform, server.major) }) }
}

async function readServer(engine: Engine, environment: Environment) {
  const client = await connect(engine, environment, { purpose: 'backup check' })
  try {
    const [server] = (await client.query<ServerRow>(serverSql)).rows
    const unreadable = (await client.query<UnreadableRow>(unreadableSql)).rows
    const [size] = (await client.query<{ bytes: number }>(estimatedSizeSql)).rows
    return { server: server as ServerRow, unreadable, estimatedBytes: size?.bytes ?? 0 }
  } finally {
    await client.end()
  }
}

function noClient(major: number, versions: readonly string[]): string {
  const here = versions.length === 0 ? 'No pg_dump was found here.' : `Only pg_dump ${versions.join(', ')} was found here, and pg_dump refuses a server newer than itself.`
  return `The server is PostgreSQL ${major}. ${here}`
}

function unreadableWords(user: string, { schema, name, forbidden }: UnreadableRow, count: number): { message: string; help: string } {
  const others = count > 1 ? ` and ${count - 1} more` : ''
  return forbidden
    ? { message: `User "${user}" may not read ${schema}.${name}${others}, so a backup would not be complete.`, help: `Back up as the owner, or let the owner run: GRANT pg_read_all_data TO "${user}" (PostgreSQL 14 and later).` }
    : { message: `Row-level security hides rows of ${schema}.${name}${others} from user "${user}", so a backup would not be complete.`, help: 'Back up as the owner of the tables, or as a user with BYPASSRLS.' }
}
