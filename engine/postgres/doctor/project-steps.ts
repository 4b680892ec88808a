import { readdir } from 'node:fs/promises'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import { doctorSql } from './doctor.sql.ts'
import { failed, needed, ok, skipped, warning, type Examination, type Finding } from './examination.ts'

export async function clientStep({ environment, findClientTools, serverMajor }: Examination): Promise<Finding> {
  if (!findClientTools) return skipped('Not looked for here.')
  const major = needed(serverMajor)
  const found = await findClientTools()
  const fitting = found.filter((tool) => tool.major >= major).toSorted((one, other) => one.major - other.major)[0]
  if (fitting) return ok(`pg_dump ${fitting.version} in ${fitting.folder} fits the server.`)
  const there = found.length > 0 ? `pg_dump ${found.map((tool) => tool.version).join(', ')} is too old for PostgreSQL ${major}` : 'No pg_dump was found'
  const effect = environment.policies.backupBeforeMigrating ? ': no backup can be made before migrating.' : ': no backup can be made.'
  return warning(`${there}${effect}`, `Install the client programs of PostgreSQL ${major} or later, such as the package postgresql-client-${major}.`)
}

/** Flyway's forms of a name; any other .sql file is passed over in silence by a run, so it is named here. */
const migrationName = /^(?:[VUB]\d+(?:[._]\d+)*|R)__.+\.sql$/
const countedName = /^[VR].*\.sql$/

export async function folderStep({ environment }: Examination): Promise<Finding> {
  const folder = environment.migrationsFolder
  if (folder === '') return warning('No migrations folder is set.', 'Choose the folder with the migration files in the environment.')
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (thrown) {
    const problem = (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read'
    return failed(`The migrations folder ${folder} ${problem}.`, 'Check the path in the environment.')
  }
  const odd = names.filter((name) => /\.sql$/i.test(name) && !migrationName.test(name))
  const count = names.filter((name) => countedName.test(name) && migrationName.test(name)).length
  const message = `${folder} has ${count === 0 ? 'no migrations' : count === 1 ? '1 migration' : `${count} migrations`}.`
  if (odd.length > 0) return warning(`${message} ${odd.length === 1 ? '1 file has' : `${odd.length} files have`} a name that says no version: ${odd.slice(0, 3).join(', ')}${odd.length > 3 ? ', ...' : ''}.`, 'Name them V<version>__<description>.sql, with two underscores; U for undo, R__ for repeatable.')
  return count === 0 ? warning(message, 'Put the first one there: V1__first.sql.') : ok(message)
}

interface HistoryRow {
  owner: string
  kind: string
  reads: boolean
  writes: boolean
  columns: string[]
}

/** Columns of Flyway's history table. */
const historyColumns = ['installed_rank', 'version', 'description', 'type', 'script', 'checksum', 'installed_by', 'installed_on', 'execution_time', 'success']

export async function historyStep(examination: Examination): Promise<Finding> {
  const { schema, historyTable } = examination.environment
  const name = `${schema}.${historyTable}`
  const session = needed(examination.session)
  const { rows } = await session.query<HistoryRow>(doctorSql.historyTable, [schema, historyTable])
  const table = rows[0]
  if (!table) return examination.createsTables ? ok(`There is no ${name} yet; the first migration makes it.`) : warning(`There is no ${name}, and this session may not make it.`, 'See the steps above for what is missing.')
  const missing = historyColumns.filter((column) => !table.columns.includes(column))
  if (table.kind !== 'r' || missing.length > 0) return failed(`${name} is not a history table${missing.length > 0 ? `: it has no column ${missing.join(', ')}` : ''}.`, 'Choose another history table in the environment.')
  if (!table.reads) return failed(`${name} belongs to "${table.owner}" and may not be read.`, `Ask its owner: GRANT SELECT, INSERT, UPDATE, DELETE ON ${name}`)
  const counts = await session.query<{ rows: number; failed: number }>(doctorSql.historyRows(`${quoteIdentifier(schema)}.${quoteIdentifier(historyTable)}`))
  const { rows: entries, failed: failures } = needed(counts.rows[0])
  const message = `${name} has ${entries} ${entries === 1 ? 'entry' : 'entries'}.`
  if (!table.writes) return warning(`${message} It belongs to "${table.owner}" and may only be read.`, `To migrate, ask its owner: GRANT INSERT, UPDATE, DELETE ON ${name}`)
  return failures > 0 ? warning(`${message} ${failures} of them failed.`, 'Look at what the failed script left behind, then run repair.') : ok(message)
}
