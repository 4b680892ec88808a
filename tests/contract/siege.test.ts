import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openApiDocument } from '../../server/contract-http.ts'
import { serverLimits } from '../../server/limits.ts'
import { serveRouter, type Served } from '../../server/serve-router.ts'
import { targetsOf, type Target } from '../support/siege/document.ts'
import { hostileTexts, hostileValues } from '../support/siege/hostile.ts'
import { besiege, shotsAt } from '../support/siege/siege.ts'
import { createPages } from './pages.ts'
import { createWorld, plantedSecret, type StoreKind, type World } from './world.ts'

/** Would end the session that asks, or start a server. */
const spared = new Set(['app.openSample', 'access.signOut', 'access.signOutEverywhere'])
/** Of so many values each field meets one in a quick run; all of them with SIEGE=full. */
const every = process.env['SIEGE'] === 'full' ? 1 : 36

interface Besieged {
  world: World
  served: Served
  targets: Target[]
}

async function build(kind: StoreKind): Promise<Besieged> {
  const world = await createWorld({ 'V1__first.sql': 'CREATE TABLE first (id int PRIMARY KEY);\n' }, kind)
  await world.database.query('CREATE TABLE canary (id int PRIMARY KEY); INSERT INTO canary SELECT generate_series(1, 100)')
  await world.engine.environments.create(world.input)
  const limits = { ...serverLimits, addressPerMinute: 1e6, callerPerMinute: 1e6, lagMs: 0 }
  const served = await serveRouter(world.router, { renderer: createPages(), withApiToken: true, limits }, world.engine)
  return { world, served, targets: targetsOf(await openApiDocument()).filter(({ operation }) => !spared.has(operation)) }
}

test.each<[StoreKind, number]>([['sqlite', 0], ['postgres', 1]])('no text or value in any field of any operation breaks the server, reaches the database as SQL or a program as an argument, or makes it tell a secret: with a store in %s', { timeout: 1_200_000 }, async (kind, offset) => {
  const { world, served, targets } = await build(kind)
  const values = [...hostileTexts, ...hostileValues]
  const headers = { authorization: `Bearer ${served.apiToken}` }
  const bad: unknown[] = []
  const seen = new Set<string>()
  let count = 0
  for (const target of targets) {
    // What changes an environment works on one that does not exist, or there would be none left to ask about.
    const known = target.operation.startsWith('environments.') && target.method !== 'GET' ? {} : { env: 'shop', environment: 'shop' }
    const shots = shotsAt(target, values, known).filter((_shot, index) => index % every === (count + offset) % every)
    const verdict = await besiege({ origin: served.origin, headers, secrets: [plantedSecret, 'root:x:0'] }, shots)
    count += verdict.shots
    bad.push(...verdict.bad.map(({ shot, problem }) => [shot.operation, shot.place, shot.value, problem, causeOf(world, problem)]))
    await Promise.all(world.engine.jobs.running().map(async ({ id }) => {
      await world.engine.jobs.cancel(id)
      await world.engine.jobs.ended(id)
    }))
    bad.push(...(await brokenJobs(world, seen)).map((problem) => [target.operation, 'job', problem]))
    for (const { name } of world.engine.environments.list()) if (name !== 'shop') await world.engine.environments.delete(name)
  }
  if (every === 1) console.log(`${count} requests, ${bad.length} bad`)
  expect(bad).toEqual([])
  expect(count).toBeGreaterThan(targets.length)
  expect(await world.database.query('SELECT count(*)::int AS n FROM canary')).toEqual([{ n: 100 }])
  expect(existsSync('/tmp/strata-siege-owned')).toBe(false)
  expect(world.log.join('\n')).not.toContain(plantedSecret)
  expect((await fetch(`${served.origin}/api/v1/info`, { headers })).status).toBe(200)
  await served.close()
  await world.close()
})

/** What the log has of an internal error. */
function causeOf(world: World, problem: string): string {
  const ref = /reference (\w+)/.exec(problem)?.[1]
  return (ref && world.log.find((line) => line.includes(ref))?.slice(0, 600)) ?? ''
}

/** Work that such a request began fails in words too. */
async function brokenJobs(world: World, seen: Set<string>): Promise<string[]> {
  const fresh = (await world.engine.jobs.list(500)).filter(({ id }) => !seen.has(id))
  for (const { id } of fresh) seen.add(id)
  return fresh.flatMap(({ operation, error }) => (error?.code === 'internal' ? [`${operation}: reference ${error.ref}: ${world.log.find((line) => line.includes(error.ref))?.slice(0, 600) ?? ''}`] : []))
}
