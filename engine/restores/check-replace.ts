import { AppError } from '#shared/contract/app-error.ts'
import type { DatabaseSession, ReplaceCheck } from '#shared/contract/restores.ts'
import { readDatabases, readUser, type Desk } from './desk.ts'
import { asideName, readMark, type Mark } from './marks.ts'
import { slotsSql, type DatabaseRow, type UserRow } from './restores.sql.ts'
import { readPrepared, readSessions, sessionWords } from './sessions.ts'

const dayMs = 86_400_000
const untouched = 'Nothing was changed.'

export interface Target {
  database: DatabaseRow
  user: UserRow
  aside: string
  until: string | null
}

/** The database that is to be replaced. Throws `database_missing`, `swap_unfinished`, `permission_denied`. */
export async function readTarget(desk: Desk): Promise<Target> {
  const databases = await readDatabases(desk)
  const database = databases.find(({ name }) => name === desk.database)
  if (!database) throw new AppError('database_missing', { database: desk.database }, { state: untouched, help: 'There is nothing to be replaced: restore into a new database of that name.' })
  if (pendingMark(databases, desk.database)) throw new AppError('swap_unfinished', { database: desk.database }, { state: untouched })
  const user = await readUser(desk.client)
  const problem = rightsProblem(database, user)
  if (problem !== undefined) throw new AppError('permission_denied', { user: user.user, problem }, { state: untouched })
  return { database, user, ...asideOf(desk, databases) }
}

/** Name and time of keeping, as of now. */
export function asideOf({ environment, database }: Pick<Desk, 'environment' | 'database'>, databases: readonly DatabaseRow[], at = new Date()): Pick<Target, 'aside' | 'until'> {
  const days = environment.policies.keepReplacedDays
  return { aside: asideName(database, at, new Set(databases.map(({ name }) => name))), until: days === 0 ? null : new Date(at.getTime() + days * dayMs).toISOString() }
}

/** A swap of this database that was begun, by whomever. */
function pendingMark(databases: readonly DatabaseRow[], database: string): Mark | undefined {
  return databases.filter(({ trusted }) => trusted).map(({ comment }) => readMark(comment)).find((mark) => mark?.kind === 'replacing' && mark.database === database)
}

/** What ALTER DATABASE ... RENAME asks for: the rights of the owner, and CREATEDB. */
function rightsProblem({ name, owner, owned }: DatabaseRow, { createDatabase }: UserRow): string | undefined {
  const missing = [...(owned ? [] : [`have the rights of ${owner}, the owner of database ${name}`]), ...(createDatabase ? [] : ['have the attribute CREATEDB'])]
  return missing.length === 0 ? undefined : `who replaces a database must ${missing.join(' and ')}`
}

/** What would be done, and all that stands in the way at once. */
export async function checkReplace(desk: Desk): Promise<ReplaceCheck> {
  const { environment, client, database, engine } = desk
  const databases = await readDatabases(desk)
  const user = await readUser(client)
  const found = databases.find(({ name }) => name === database)
  const { aside, until } = asideOf(desk, databases)
  const sessions = found ? await readSessions(client, found.oid, engine.actor) : []
  return {
    database, server: `${environment.connection.host}:${environment.connection.port}`, user: user.user, aside, keepUntil: until, bytes: found?.bytes ?? null, sessions,
    problems: found ? await problemsOf(desk, databases, { found, user, sessions }) : [`There is no database ${database} on this server: restore into a new database of that name.`],
    notes: found ? await notesOf(desk, user) : [],
  }
}

async function problemsOf({ client, database }: Desk, databases: readonly DatabaseRow[], { found, user, sessions }: { found: DatabaseRow; user: UserRow; sessions: readonly DatabaseSession[] }): Promise<string[]> {
  const stuck = sessions.filter(({ endable, own }) => !endable && !own)
  const rights = rightsProblem(found, user)
  const prepared = await readPrepared(client, database)
  return [
    ...(rights === undefined ? [] : [`User ${user.user} may not do it: ${rights}.`]),
    ...(pendingMark(databases, database) ? [`A replacement of ${database} was begun and not finished: finish it or go back first.`] : []),
    ...(stuck.length === 0 ? [] : [`User ${user.user} may not end these sessions: ${sessionWords(stuck)}.`]),
    ...(prepared.length === 0 ? [] : [`Prepared transactions must be committed or rolled back first: ${prepared.join(', ')}.`]),
  ]
}

async function notesOf({ client, database }: Desk, { superuser, user }: UserRow): Promise<string[]> {
  const slots = (await client.query<{ name: string }>(slotsSql, [database])).rows.map(({ name }) => name)
  return [
    ...(slots.length === 0 ? [] : [`Logical replication follows the old database, not its name: ${slots.join(', ')}. Set it up again afterwards.`]),
    ...(superuser ? [] : [`User ${user} is no superuser: objects can only be given to roles that ${user} is a member of; what then differs is shown before anything is swapped.`]),
  ]
}
