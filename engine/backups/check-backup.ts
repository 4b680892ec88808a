import type { ClientTool, DumpChoice } from '#shared/contract/backups-making.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import { backupFolder } from './backup-folder.ts'
import { serverSql, unreadableSql, type ServerRow, type UnreadableRow } from './catalog.sql.ts'
import { compressionProblem, compressionsOf } from './client-abilities.ts'
import { findClientTools, fittingClient, installHint } from './client-tools.ts'
import { freeBytes, surelyTooSmall } from './disk-space.ts'
import { planDump, type DumpPlan } from './dump-plan.ts'
import { readersOf } from './readers.ts'
import { isWhole, resolveScope, scopeNotes, type Scope } from './scope.ts'
import { readContents } from './snapshot.ts'

export type BackupCheck = Awaited<ReturnType<Handlers<'backups'>['check']>>

interface Outcome {
  ok: boolean
  message: string
  help?: string
}

/**
 * Whether a backup of the environment could be made now: a fitting client that can compress so, tables that may be read, room on the
 * disk; and what could read it. Throws `bad_request` and `not_found` on a choice that cannot be, and the errors of connections.
 */
export async function checkBackup(engine: Engine, environment: Environment, choice: DumpChoice = {}, target?: Environment): Promise<BackupCheck> {
  const plan = planDump(environment.backups, choice)
  const [seen, found] = await Promise.all([readServer(engine, environment, plan), findClientTools()])
  const { server, scope, unreadable, largeObjects } = seen
  const folder = backupFolder(engine, environment)
  const fitting = fittingClient(found, server.major)
  const dataBytes = scope.content === 'schema' ? 0 : scope.relations.reduce((sum, { bytes, kind }) => sum + (kind === 'r' ? bytes : 0), 0)
  const free = await freeBytes(folder)
  const base = {
    serverMajor: server.major, client: fitting?.client ?? null, found, folder, dataBytes, freeBytes: free, notes: scopeNotes(scope, largeObjects),
    compressions: fitting ? await compressionsOf(fitting.client) : [], readers: fitting ? await readersOf(engine, fitting.client, server.major, target) : null,
  }
  if (!fitting) return { ...base, ok: false, message: noClient(server.major, found.map(({ version }) => version)), help: installHint(process.platform, server.major) }
  const outcome = (await compressionOutcome(fitting.client, plan)) ?? unreadableOutcome(server.user, unreadable) ?? roomOutcome(folder, free, dataBytes)
  if (outcome) return { ...base, ...outcome }
  const message = `pg_dump ${fitting.client.version} fits this server (PostgreSQL ${server.version}).`
  return { ...base, ok: true, message: fitting.warning ?? message, ...(fitting.warning && { help: installHint(process.platform, server.major) }) }
}

/** The schemas and tables that a backup can be limited to. */
export async function backupContents(engine: Engine, environment: Environment): Promise<Awaited<ReturnType<Handlers<'backups'>['contents']>>> {
  const client = await connect(engine, environment, { purpose: 'backup check' })
  try {
    const { schemas, relations } = await readContents(client)
    return { schemas, tables: relations.filter(({ parent }) => parent === null).map(({ schema, name, bytes }) => ({ schema, name, bytes })) }
  } finally {
    await client.end()
  }
}

async function readServer(engine: Engine, environment: Environment, plan: DumpPlan) {
  const client = await connect(engine, environment, { purpose: 'backup check' })
  try {
    const [server] = (await client.query<ServerRow>(serverSql)).rows
    const { schemas, relations, largeObjects } = await readContents(client)
    const scope = resolveScope(plan, schemas, relations)
    const unreadable = (await client.query<UnreadableRow>(unreadableSql)).rows.filter((row) => concerns(scope, row))
    return { server: server as ServerRow, scope, unreadable, largeObjects }
  } finally {
    await client.end()
  }
}

/** Definitions alone are read without the right to the rows, of all but sequences. */
function concerns({ content, schemas, tables }: Scope, { schema, name }: UnreadableRow): boolean {
  if (content === 'schema') return false
  if (isWhole({ schemas, tables })) return true
  return tables.length > 0 ? tables.some((table) => table.schema === schema && table.name === name) : schemas.includes(schema)
}

async function compressionOutcome(client: ClientTool, { compression }: DumpPlan): Promise<Outcome | undefined> {
  const message = await compressionProblem(client, compression)
  return message === undefined ? undefined : { ok: false, message, help: 'Choose gzip, or install a client that has it.' }
}

function roomOutcome(folder: string, free: number, dataBytes: number): Outcome | undefined {
  if (!surelyTooSmall(free, dataBytes)) return undefined
  return { ok: false, message: `There is not enough room for a backup in ${folder}.`, help: 'Free some space, or choose another backup folder in the environment.' }
}

function noClient(major: number, versions: readonly string[]): string {
  const here = versions.length === 0 ? 'No pg_dump was found here.' : `Only pg_dump ${versions.join(', ')} was found here, and pg_dump refuses a server newer than itself.`
  return `The server is PostgreSQL ${major}. ${here}`
}

function unreadableOutcome(user: string, unreadable: readonly UnreadableRow[]): Outcome | undefined {
  const [first] = unreadable
  if (!first) return undefined
  const table = `${first.schema}.${first.name}${unreadable.length > 1 ? ` and ${unreadable.length - 1} more` : ''}`
  return first.forbidden
    ? { ok: false, message: `User "${user}" may not read ${table}, so a backup would not be complete.`, help: `Back up as the owner, or let the owner run: GRANT pg_read_all_data TO "${user}" (PostgreSQL 14 and later).` }
    : { ok: false, message: `Row-level security hides rows of ${table} from user "${user}", so a backup would not be complete.`, help: 'Back up as the owner of the tables, or as a user with BYPASSRLS.' }
}
