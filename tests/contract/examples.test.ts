import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '#shared/contract/contract.ts'
import { exampleIds, operationExamples } from '#shared/contract/examples.ts'
import { serve, type Served } from '../../server/serve.ts'
import { createPages } from './pages.ts'
import { createWorld, type World } from './world.ts'

let world: World
let served: Served

beforeAll(async () => {
  world = await createWorld({ 'V1__goods.sql': 'CREATE TABLE goods (name text PRIMARY KEY);\n', 'V2__price.sql': 'ALTER TABLE goods ADD COLUMN price numeric(10,2);\n', 'U2__price.sql': 'ALTER TABLE goods DROP COLUMN price;\n' })
  served = await serve(world.engine, { renderer: createPages(), withApiToken: true })
  await ask('POST', '/environments', world.input)
  await settled(await ask('POST', '/environments/shop/apply', { to: '1' }))
})
afterAll(async () => {
  await served.close()
  await world.close()
})

const ask = (method: string, path: string, body?: unknown) => fetch(`${served.origin}/api/v1${path}`, { method, headers: { authorization: `Bearer ${served.apiToken}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })

interface Operation {
  operationId?: string
  'x-tested-example'?: boolean
  parameters?: { name: string; in: string; example?: unknown }[]
  requestBody?: { content: Record<string, { example?: unknown }> }
}

interface Call {
  name: string
  method: string
  path: string
  body: unknown
}

/** The calls that the document shows, as it shows them. */
async function calls(): Promise<Call[]> {
  const document = (await (await ask('GET', '/openapi.json')).json()) as { paths: Record<string, Record<string, Operation>> }
  const all = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, operation]) => (operation['x-tested-example'] ? [callOf(method.toUpperCase(), path, operation)] : [])))
  const order = Object.keys(operationExamples)
  return all.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
}

function callOf(method: string, path: string, { operationId = '', parameters = [], requestBody }: Operation): Call {
  const given = parameters.filter(({ example }) => example !== undefined)
  const filled = given.filter((one) => one.in === 'path').reduce((url, { name, example }) => url.replace(`{${name}}`, encodeURIComponent(String(example))), path)
  const query = new URLSearchParams(given.filter((one) => one.in === 'query').flatMap(({ name, example }) => (Array.isArray(example) ? example.map((one) => [`${name}[]`, String(one)]) : [[name, String(example)]])))
  return { name: operationId, method, path: `${filled}${query.size > 0 ? `?${query}` : ''}`, body: requestBody?.content['application/json']?.example }
}

/** Waits for the job that an answer names, and gives it. */
async function settled(answer: Response): Promise<{ id: string; result?: unknown } | undefined> {
  const { jobId } = (await answer.clone().json().catch(() => ({}))) as { jobId?: string }
  return jobId === undefined ? undefined : world.engine.jobs.ended(jobId)
}

/** Ids of the studio in which the calls are made, for those of the examples. */
async function idsAfter(name: string, answer: Response): Promise<Record<string, string>> {
  const job = await settled(answer)
  if (name === 'environments.test') return { [exampleIds.job]: job?.id ?? '' }
  if (name === 'compare.run') return { [exampleIds.comparison]: (job?.result as { comparison?: string } | undefined)?.comparison ?? '' }
  if (name !== 'schema.snapshot') return {}
  const { snapshots } = (await (await ask('GET', '/snapshots?env=shop')).json()) as { snapshots: { id: string; trigger: string }[] }
  return { [exampleIds.snapshot]: snapshots.find(({ trigger }) => trigger === 'manual')?.id ?? '' }
}

function outputOf(name: string): { safeParse(value: unknown): { success: boolean; error?: unknown } } {
  const [area = '', verb = ''] = name.split('.')
  return (contract as unknown as Record<string, Record<string, { '~orpc': { outputSchema: never } }>>)[area]?.[verb]?.['~orpc'].outputSchema as never
}

test('every example of the document works, and its answer has the shape that the document says', async () => {
  const ids: Record<string, string> = {}
  const own = <T>(value: T): T => (value === undefined ? value : (JSON.parse(Object.entries(ids).reduce((all, [shown, real]) => all.replaceAll(shown, real), JSON.stringify(value))) as T))
  const trouble: unknown[] = []
  const shown = await calls()
  for (const { name, method, path, body } of shown) {
    const answer = await ask(method, own(path), own(body))
    Object.assign(ids, await idsAfter(name, answer))
    const stream = answer.headers.get('content-type')?.startsWith('text/event-stream')
    const said = await answer.text()
    const shape = stream ? { success: said.includes('"state":"succeeded"') } : outputOf(name).safeParse(said === '' ? undefined : JSON.parse(said))
    if (answer.status !== 200 || !shape.success) trouble.push({ name, status: answer.status, said: said.slice(0, 300), shape: String(shape.error ?? '').slice(0, 500) })
  }
  expect(trouble).toEqual([])
  expect(shown.map(({ name }) => name)).toEqual(Object.keys(operationExamples))
}, 120_000)

test('the page of the API shows every operation without a script and without a word from elsewhere', async () => {
  const answer = await fetch(`${served.origin}/api/docs`, { headers: { authorization: `Bearer ${served.apiToken}` } })
  const page = await answer.text()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  for (const area of Object.values(contract)) for (const definition of Object.values(area)) expect(page).toContain(`id="${(definition as unknown as { '~orpc': { meta: { name: string } } })['~orpc'].meta.name}"`)
  expect(page).not.toMatch(/<script|https?:\/\/(?!db\.example)|@import|url\(/)
})
