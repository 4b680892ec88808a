/** Makes a shadow of the database at argv[2], says the name of a copy, and waits to be killed. */
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'
import { withEnvironmentShadow } from '#engine/preview/shadow/environment-shadow.ts'

const { hostname, port, pathname, username } = new URL(process.argv[2] ?? '')
const input = environmentInputSchema.parse({ name: 'dev', connection: { host: hostname, port, database: pathname.slice(1), user: username, sslmode: 'disable' } })
const at = new Date(0).toISOString()
const environment = completeEnvironment(input, { id: 'dev', sample: false, hasPassword: false, createdAt: at, updatedAt: at })
const engine = createEngine({ host: 'shell', version: '0', dataFolder: '/nonexistent', environments: new StaticEnvironments(environment) })
const job = { signal: new AbortController().signal, progress: () => {}, log: () => {} }
await withEnvironmentShadow(engine, environment, { base: 'schema', rows: 'none' }, job, async (shadow) => {
  process.stdout.write(`${(await shadow.copy()).environment.connection.database}\n`)
  await new Promise((resolve) => setTimeout(resolve, 600_000))
})
