import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { withSession } from '../migrations/locked-session.ts'
import { currentSchemas } from '../schema/current-schema.ts'
import { readObjectPage } from '../schema/object-page.ts'
import { ddlFor } from '../schema/pages/ddl.ts'
import { makeDiagram } from '../schema/pages/diagram.ts'
import { makeOutline } from '../schema/pages/outline.ts'
import { searchSnapshot } from '../schema/pages/search.ts'
import { readRows } from '../schema/read-rows.ts'
import { takeSnapshot } from '../schema/take-snapshot.ts'
import { writeSnapshotFile } from '../schema/write-snapshot-file.ts'
import { exportDocument } from './schema-document.ts'

export function schemaOperations(engine: Engine): Handlers<'schema'> {
  const current = currentSchemas(engine)
  const place = ({ env, snapshot }: { env: string; snapshot?: string | undefined }) => current.get(engine.environments.get(env), snapshot)
  return {
    read: ({ env, schemas }) => {
      const environment = engine.environments.get(env)
      return engine.jobs.start({ operation: 'schema.read', env: environment.name, input: { env, schemas }, lane: readingLane(environment) }, async ({ signal, progress }) => {
        const { info } = await current.read(environment, { schemas, signal, progress })
        return info
      })
    },
    outline: async (input) => {
      const { info, snapshot, live, problem } = await place(input)
      return { snapshot: info, live, problem, ...makeOutline(snapshot, kinds) }
    },
    object: async (input) => readObjectPage(engine, engine.environments.get(input.env), await place(input), input.id),
    search: async (input) => searchSnapshot((await place(input)).snapshot, input),
    ddl: async (input) => {
      const { snapshot } = await place(input)
      const missing = input.ids.find((id) => !snapshot.has(id))
      if (missing !== undefined) throw new AppError('not_found', { what: 'object', name: missing })
      const { sql, objects } = ddlFor(snapshot, input.ids, input.dependencies)
      return { sql, objects, gaps: [...snapshot.head.gaps] }
    },
    rows: async ({ env, id, limit }) => {
      const environment = engine.environments.get(env)
      const relation = relationOf(id, (await current.get(environment)).snapshot.get(id)?.path)
      return withSession(engine, environment, (client) => readRows(client, relation, limit))
    },
    diagram: async (input) => makeDiagram((await place(input)).snapshot, input),
    snapshot: (input) => {
      const environment = engine.environments.get(input.env)
      return engine.jobs.start({ operation: 'schema.snapshot', env: environment.name, input, lane: readingLane(environment) }, (job) => keep(engine, environment, input, job))
    },
    snapshots: async ({ env }) => ({ snapshots: await engine.snapshots.list(env === undefined ? undefined : engine.environments.get(env).id) }),
    document: exportDocument(engine),
    deleteSnapshot: async ({ snapshot }) => {
      await engine.snapshots.delete(snapshot)
      return { deleted: snapshot }
    },
  }
}

/** Two readings of one database at once would only take each other's time. */
const readingLane = ({ id }: Environment) => `schema:${id}`

function relationOf(id: string, path: readonly string[] | undefined): { schema: string; name: string } {
  const [schema, name] = path ?? []
  if (schema === undefined || name === undefined) throw new AppError('not_found', { what: 'object', name: id })
  return { schema, name }
}

interface KeepInput {
  name?: string | undefined
  schemas?: string[] | undefined
  file?: string | undefined
}

async function keep(engine: Engine, environment: Environment, { name, schemas, file }: KeepInput, { signal, progress, log }: JobContext) {
  const { info } = await takeSnapshot(engine, environment, { trigger: 'manual', name, schemas, signal, progress })
  if (file === undefined) return { ...info, file: null }
  const written = await writeSnapshotFile(file, await engine.snapshots.bytes(info.id))
  log('info', `Written to ${written}`)
  return { ...info, file: written }
}
