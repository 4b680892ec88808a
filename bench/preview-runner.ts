/** Makes a shadow of a database twice, the first time cold, and says what it took. Usage: preview-runner URL none|sample */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { StaticEnvironments } from '#engine/environments/static-environments.ts'
import { withEnvironmentShadow } from '#engine/preview/shadow/environment-shadow.ts'

const [url = '', rows] = process.argv.slice(2)
const { hostname, port, pathname, username } = new URL(url)
const input = environmentInputSchema.parse({ name: 'bench', class: 'development', connection: { host: hostname, port, database: pathname.slice(1), user: username, sslmode: 'disable' } })
const environment = completeEnvironment(input, { id: 'bench', sample: false, hasPassword: false, createdAt: new Date().toISOString(), updatedAt: new Date().toISOString() })
const folder = mkdtempSync(join(tmpdir(), 'strata-bench-runner-'))
const engine = createEngine({ host: 'shell', version: '0', dataFolder: folder, environments: new StaticEnvironments(environment), root: join(import.meta.dirname, '../..') })

const stages: Record<string, number> = {}
let label = 'Asking the target'
let since = performance.now()
const next = (name: string) => {
  stages[label] = (stages[label] ?? 0) + performance.now() - since
  since = performance.now()
  label = name
}
const notes: string[] = []

async function shadow(): Promise<number> {
  const before = performance.now()
  const job = { signal: new AbortController().signal, progress: ({ label: name = '' }) => next(name), log: () => {} }
  return withEnvironmentShadow(engine, environment, { base: 'schema', rows: rows === 'sample' ? 'sample' : 'none' }, job, async (made) => {
    next('Copying')
    await made.copy()
    notes.push(...made.notes.map(({ message }) => message))
    const seconds = (performance.now() - before) / 1000
    next('Dropping')
    return seconds
  })
}

const cold = await shadow()
next('Warm')
const told = { ...stages }
const warm = await shadow()
await engine.close()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({ cold, warm, stages: told, notes: [...new Set(notes)] }))
process.exit(0)
