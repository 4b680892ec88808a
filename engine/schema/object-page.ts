import { toAppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Fact } from '#shared/schema/fact.ts'
import type { Engine } from '../engine.ts'
import { withSession } from '../migrations/locked-session.ts'
import { readSituation } from '../migrations/situation.ts'
import type { CurrentSchema } from './current-schema.ts'
import { ddlFor } from './pages/ddl.ts'
import { makeObjectPage } from './pages/object-page.ts'
import { readSizes } from './read-sizes.ts'
import { touchingMigrations } from './touching-migrations.ts'

const sized: ReadonlySet<string> = new Set(['table', 'materialized-view', 'index', 'sequence', 'foreign-table'])

/** Everything that is known of one object; what could not be found out stands in its gaps. Throws `not_found`. */
export async function readObjectPage(engine: Engine, environment: Environment, { info, snapshot, live }: CurrentSchema, id: string): Promise<ObjectPage> {
  const page = makeObjectPage(snapshot, kinds, id)
  const fact = snapshot.get(id) as Fact
  const gaps: Diagnostic[] = [...page.gaps]
  const server = live ? await askServer(engine, environment, fact, gaps) : { size: null, rows: [] }
  const migrations = await migrationsOf(environment, fact, server.rows, gaps)
  return { ...page, snapshot: info, live, ddl: ddlOrGap(snapshot, id, gaps), size: server.size, migrations, gaps }
}

function ddlOrGap(snapshot: CurrentSchema['snapshot'], id: string, gaps: Diagnostic[]): string {
  try {
    return ddlFor(snapshot, [id], false).sql
  } catch (thrown) {
    gaps.push({ code: 'no-ddl', severity: 'warning', subject: id, message: toAppError(thrown).message })
    return ''
  }
}

interface ServerSays {
  size: ObjectPage['size']
  rows: MigrationRow[]
}

/** Sizes and the state of the migrations, as of now. */
async function askServer(engine: Engine, environment: Environment, { kind, path, id }: Fact, gaps: Diagnostic[]): Promise<ServerSays> {
  const says: ServerSays = { size: null, rows: [] }
  const note = (what: string) => (thrown: unknown) =>
    void gaps.push({ code: 'not-known', severity: 'info', subject: id, message: `${what}: ${toAppError(thrown).message}` })
  try {
    await withSession(engine, environment, async (client) => {
      const [schema, name] = path
      if (sized.has(kind) && schema !== undefined && name !== undefined)
        says.size = await readSizes(client, { schema, name }).catch((thrown: unknown) => (note('Its size is not known')(thrown), null))
      if (environment.migrationsFolder !== '')
        says.rows = await readSituation(client, environment).then(
          ({ rows }) => rows,
          () => [],
        )
    })
  } catch (thrown) {
    note('Its size is not known')(thrown)
  }
  return says
}

async function migrationsOf(
  { migrationsFolder, schema }: Environment,
  fact: Fact,
  rows: readonly MigrationRow[],
  gaps: Diagnostic[],
): Promise<ObjectPage['migrations']> {
  if (migrationsFolder === '') return []
  try {
    return await touchingMigrations(migrationsFolder, schema, fact, rows)
  } catch (thrown) {
    gaps.push({ code: 'not-known', severity: 'info', subject: fact.id, message: `The migrations that touch it are not known: ${toAppError(thrown).message}` })
    return []
  }
}
