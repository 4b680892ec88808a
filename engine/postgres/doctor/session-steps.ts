import { AppError } from '#shared/contract/app-error.ts'
import { applicationName, connectTo } from '../connect.ts'
import { doctorSql } from './doctor.sql.ts'
import { failed, needed, ok, warning, type Examination, type Finding } from './examination.ts'
import { similarNames } from './similar-names.ts'

/** Codes that come only after the server has accepted the user. */
const afterAccepting = ['database_missing', 'permission_denied']

export async function authenticateStep(examination: Examination): Promise<Finding> {
  const target = needed(examination.target)
  try {
    examination.session = await connectTo(target, applicationName(examination.subject, 'doctor'), examination.signal)
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !afterAccepting.includes(thrown.code)) throw thrown
    examination.databaseProblem = thrown
  }
  return ok(`The server accepts user "${target.user}"${target.passwordFrom === 'none' ? ', and asks for no password' : ''}.`)
}

export async function databaseStep(examination: Examination): Promise<Finding> {
  const target = needed(examination.target)
  const problem = examination.databaseProblem
  if (problem === undefined) return ok(`Database "${target.database}" is open.`)
  if (!(problem instanceof AppError) || problem.code !== 'database_missing') throw problem
  const names = await databaseNames(examination)
  const close = similarNames(target.database, names)
  const help = close.length > 0 ? `Did you mean ${close.map((name) => `"${name}"`).join(' or ')}?` : names.length > 0 ? `It has: ${names.slice(0, 12).join(', ')}.` : (problem.data.help ?? '')
  return failed(problem.message, `${help} Otherwise create it: CREATE DATABASE.`)
}

async function databaseNames(examination: Examination): Promise<string[]> {
  const target = { ...needed(examination.target), database: 'postgres' }
  try {
    const session = await connectTo(target, applicationName(examination.subject, 'doctor'), examination.signal)
    const { rows } = await session.query<{ name: string }>(doctorSql.databases).finally(() => session.end())
    return rows.map(({ name }) => name)
  } catch {
    return []
  }
}

interface ServerRow {
  full: string
  version: string
  number: number
  pid: number
  standby: boolean
  readOnly: boolean
  clock: number
}

const oldestMajor = 13
const clockToleranceMs = 5_000

export async function versionStep(examination: Examination): Promise<Finding> {
  const session = needed(examination.session)
  const asked = Date.now()
  const { rows } = await session.query<ServerRow>(doctorSql.server)
  const server = needed(rows[0])
  const clockOffsetMs = server.clock - (asked + Date.now()) / 2
  const version = server.version.split(' ')[0] ?? server.version
  Object.assign(examination, { serverVersion: version, serverMajor: Math.floor(server.number / 10_000), createsTables: !server.standby && !server.readOnly })
  if (needed(examination.serverMajor) < oldestMajor) throw new AppError('server_unsupported', { version })
  const backendPid = (session as unknown as { processID: number | null }).processID
  return versionFinding(server, `PostgreSQL ${version}.`, { pooled: backendPid !== server.pid, clockOffsetMs })
}

function versionFinding(server: ServerRow, message: string, { pooled, clockOffsetMs }: { pooled: boolean; clockOffsetMs: number }): Finding {
  if (server.standby) return warning(`${message} It is a standby: it can be looked at and not changed.`, 'Connect to the primary server in order to migrate.')
  if (server.readOnly) return warning(`${message} Sessions are read-only here.`, 'default_transaction_read_only is on for this user, database or server. Turn it off in order to migrate.')
  // A pooler gives out process numbers of its own for cancelling.
  if (pooled) return warning(`${message} A connection pooler stands in between.`, 'Migrate over the direct port of the server: a pooler in transaction mode breaks locks and timeouts that belong to a session.')
  const other = /cockroach|yugabyte|redshift|greenplum|materialize|risingwave/i.exec(server.full)?.[0]
  if (other) return warning(`${message} The server is ${other}, which only resembles PostgreSQL.`, 'Strata is tested with PostgreSQL itself. Try everything on a copy first.')
  if (Math.abs(clockOffsetMs) > clockToleranceMs) {
    const seconds = Math.round(Math.abs(clockOffsetMs) / 1000)
    return warning(`${message} Its clock is ${seconds} s ${clockOffsetMs > 0 ? 'ahead of' : 'behind'} that of this machine.`, 'Set both clocks by a time server: the timeline shows times of both.')
  }
  return ok(message)
}

interface PrivilegesRow {
  user: string
  superuser: boolean
  createsSchemas: boolean
  schemaExists: boolean
  uses: boolean
  creates: boolean
  owner: string | null
}

export async function privilegesStep(examination: Examination): Promise<Finding> {
  const { schema } = examination.environment
  const { rows } = await needed(examination.session).query<PrivilegesRow>(doctorSql.privileges, [schema])
  const found = needed(rows[0])
  const may = found.schemaExists ? found.creates : found.createsSchemas
  examination.createsTables = examination.createsTables === true && may
  if (!found.schemaExists) {
    const message = `There is no schema "${schema}".`
    return may ? ok(`${message} The first migration makes it.`) : failed(`${message} User "${found.user}" may not make it.`, `Ask for GRANT CREATE ON DATABASE, or for CREATE SCHEMA by its administrator.`)
  }
  if (!found.uses) return failed(`User "${found.user}" may not use schema "${schema}" of "${found.owner ?? ''}".`, `Ask its owner: GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${found.user}`)
  if (!found.creates) return warning(`User "${found.user}" may look into schema "${schema}" and make nothing there.`, `To migrate, ask its owner "${found.owner ?? ''}": GRANT CREATE ON SCHEMA ${schema} TO ${found.user}`)
  return ok(`User "${found.user}" may make tables in schema "${schema}"${found.superuser ? ', as a superuser' : ''}.`)
}
