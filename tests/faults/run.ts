import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'vite'
import { actions, checkOutcome, type Action } from './actions.ts'
import { checkJobs, settle, type Faults } from './checks.ts'
import { ChildRun } from './child-run.ts'
import { strike, type Fault } from './faults.ts'
import { FaultWorld } from './world.ts'

export interface FaultRunOptions {
  /** How many shall hit work that goes on; work that ends before it is hit is tried again, up to three times as often. */
  kills: number
  seed: number
  /** Rows of the larger tables: how long the work takes. */
  rows: number
  /** Names of actions; absent: all. */
  only?: readonly string[]
  log(line: string): void
}

export interface Kill {
  number: number
  action: string
  /** What was hit; null when the work had ended before. */
  hit: Fault | null
  /** What it was doing, by its last progress. */
  moment: string
  /** Whether the work took effect in spite of it. */
  done: boolean
  faults: Faults
}

/** Kills work at random moments and looks after each kill, as the next start of Strata does. The same seed chooses the same actions and shares of time. */
export async function runFaults(options: FaultRunOptions): Promise<Kill[]> {
  const { kills, seed, rows, only, log } = options
  const random = randomOf(seed)
  const chosen = actions.filter(({ name }) => !only || only.includes(name))
  const world = new FaultWorld()
  const program = await bundleChild()
  const found: Kill[] = []
  try {
    await world.open(rows)
    const windows = new Map<string, number>()
    for (const action of chosen) windows.set(action.name, await measure(world, action, program))
    log(`Undisturbed: ${[...windows].map(([name, ms]) => `${name} ${Math.round(ms)} ms`).join(', ')}`)
    for (let number = 1; number <= 3 * kills && hits(found) < kills; number += 1) {
      const action = chosen[(number - 1) % chosen.length] as Action
      const fault = action.faults[Math.floor(random() * action.faults.length)] as Fault
      const kill = await killOnce(world, action, { number, fault, program, after: random() * (windows.get(action.name) ?? 0), pick: random() })
      found.push(kill)
      // The machine is not always as busy as when the work was measured.
      windows.set(action.name, (windows.get(action.name) ?? 0) * (kill.hit === null ? 0.85 : 1.05))
      log(`${number} ${action.name}: ${kill.hit ?? 'ended before'} while ${kill.moment || 'beginning'}, ${kill.done ? 'took effect' : 'no effect'}${kill.faults.map((one) => `\n    FAULT ${one}`).join('')}`)
    }
    return found
  } finally {
    await world.close()
  }
}

function hits(found: readonly Kill[]): number {
  return found.filter(({ hit }) => hit !== null).length
}

interface Plan {
  number: number
  fault: Fault
  program: string
  /** When to strike, in ms from the beginning. */
  after: number
  pick: number
}

async function killOnce(world: FaultWorld, action: Action, plan: Plan): Promise<Kill> {
  const kill: Kill = { number: plan.number, action: action.name, hit: null, moment: '', done: false, faults: [] }
  const run = await begin(world, action, plan.program)
  try {
    await Promise.race([sleep(plan.after), run.outcome()])
    kill.moment = run.doing
    kill.hit = await strike(plan.fault, world, run, plan.pick)
    const outcome = await run.outcome()
    kill.faults.push(...(await settle(world)))
    const studio = world.studio()
    try {
      kill.done = await action.done(world, studio)
      kill.faults.push(...(await checkJobs(studio)), ...(await checkOutcome(action, outcome, world, studio)), ...(await action.check(world, studio, plan.pick)))
      kill.faults.push(...(await action.finish(world, studio)))
    } finally {
      await studio.close()
    }
  } catch (thrown) {
    kill.faults.push(`The check itself failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  } finally {
    run.kill()
  }
  return kill
}

async function begin(world: FaultWorld, action: Action, program: string): Promise<ChildRun> {
  await world.reset(action.from)
  const studio = world.studio()
  const input = await action.prepare(world, studio).finally(() => studio.close())
  const run = new ChildRun(program, world.dataFolder, action.operation, input)
  await run.begun()
  return run
}

async function measure(world: FaultWorld, action: Action, program: string): Promise<number> {
  const run = await begin(world, action, program)
  const before = performance.now()
  const outcome = await run.outcome()
  if (outcome?.state !== 'succeeded') throw new Error(`Undisturbed, ${action.name} ${outcome?.state}: ${outcome?.error?.message}`)
  return performance.now() - before
}

/** One file, so that a process begins its work soon after its start. */
async function bundleChild(): Promise<string> {
  const root = join(import.meta.dirname, '../..')
  const outDir = join(root, 'out/faults')
  const external = ['pg', 'libpg-query', 'better-sqlite3', '@napi-rs/keyring', '@node-rs/argon2', 'pg-boss']
  await build({ configFile: false, logLevel: 'error', root, build: { ssr: join(import.meta.dirname, 'child.ts'), outDir, emptyOutDir: false, target: 'node22', minify: false, rolldownOptions: { output: { entryFileNames: 'child.mjs', chunkFileNames: 'parts/[name]-[hash].mjs' } } }, ssr: { noExternal: true, external } })
  return join(outDir, 'child.mjs')
}

/** Mulberry32: small, and good enough to choose moments. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
