import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { listReplaced } from '#engine/restores/replaced.ts'
import { replaceDatabase } from '#engine/restores/replace-database.ts'
import { resumeSwap } from '#engine/restores/resume-swap.ts'
import { unfinishedSwaps } from '#engine/restores/unfinished.ts'
import { queryAt, recorder } from '../backups/support.ts'
import { application, around, backedShop, type BackedShop } from './support.ts'

const root = join(import.meta.dirname, '../../..')

async function killAt(shop: BackedShop, what: string, step: string): Promise<void> {
  const { database, engine } = shop
  const node = process.execPath
  const { signal, stderr } = spawnSync(node, [join(import.meta.dirname, 'swap-child.ts'), database.url, engine.info.dataFolder, what, step], { cwd: root, encoding: 'utf8', timeout: 60_000 })
  if (signal !== 'SIGKILL') throw new Error(`The child was to die at ${step} and did not: ${stderr}`)
  await gone(shop)
}

const rowsIn = ({ database }: BackedShop, name = database.name) => queryAt(database.url, name, 'SELECT count(*)::int AS rows FROM customers')
const isOpen = async ({ database }: BackedShop) => (await queryAt(database.url, 'postgres', `SELECT datallowconn AS open FROM pg_database WHERE datname = '${database.name}'`))[0]?.open

/** The old database has one customer less than the backup. */
async function changedShop(): Promise<BackedShop> {
  const shop = await backedShop()
  await shop.database.query('DELETE FROM customers WHERE id = 1')
  return shop
}

/** The server notices a moment later that the process is gone. */
const gone = ({ database }: BackedShop) =>
  vi.waitFor(async () => expect(await queryAt(database.url, 'postgres', "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'strata replace mia@laptop%'")).toEqual([]), { timeout: 10_000 })

const job = (more: object = {}) => ({ ...recorder(), reason: '', endSessions: true, ...more })

test.each(['begin', 'Closing', 'closing', 'ending', 'Swapping', 'swapping'])('killed at "%s", nothing is swapped: it is found by looking at the server, and finished or gone back from', async (step) => {
  const shop = await changedShop()
  const { engine, environment, manifest, database } = shop
  await killAt(shop, manifest.id, step)
  // The memory of the process that died is gone: all that this one knows stands on the server.
  const found = await unfinishedSwaps(engine, environment)
  if (step === 'begin') {
    // Not yet marked: a copy that nobody tends, which the next restore drops.
    expect(found).toEqual([])
    return
  }
  expect(found).toMatchObject([{ database: database.name, kind: 'replace', side: 'before', forward: true, back: true, backup: manifest.id, by: 'mia@laptop', reason: 'killed', closed: step !== 'Closing' && step !== 'closing' }])
  const swap = found[0]?.swap ?? ''
  await expect(replaceDatabase(engine, shop.stored, environment, job())).rejects.toMatchObject({ code: 'swap_unfinished' })
  if (step === 'closing' || step === 'Swapping') {
    const back = await resumeSwap(engine, environment, job({ swap, direction: 'back' as const }) as never)
    expect(back).toMatchObject({ outcome: 'went_back', aside: null })
    expect(await rowsIn(shop)).toEqual([{ rows: 99 }])
    expect(await around(database)).toEqual([])
  } else {
    const forward = await resumeSwap(engine, environment, job({ swap, direction: 'forward' as const }) as never)
    expect(forward).toMatchObject({ outcome: 'swapped' })
    expect(await rowsIn(shop)).toEqual([{ rows: 100 }])
    expect(await rowsIn(shop, forward.aside?.database)).toEqual([{ rows: 99 }])
  }
  expect(await isOpen(shop)).toBe(true)
  expect(await unfinishedSwaps(engine, environment)).toEqual([])
}, 60_000)

test('killed after the swap, the server says that it took effect; a replaced database that was being put back stays kept when one goes back', async () => {
  const shop = await changedShop()
  const { engine, environment, manifest, database } = shop
  await killAt(shop, manifest.id, 'swapped')
  expect(await rowsIn(shop)).toEqual([{ rows: 100 }])
  expect(await unfinishedSwaps(engine, environment)).toEqual([])
  const [kept] = await listReplaced(engine, environment)
  expect(kept).toMatchObject({ of: database.name, backup: manifest.id, problem: null })

  await killAt(shop, kept?.database ?? '', 'ending')
  expect(await isOpen(shop)).toBe(false)
  const [swap] = await unfinishedSwaps(engine, environment)
  expect(swap).toMatchObject({ kind: 'put_back', side: 'before', closed: true, ready: kept?.database })
  await resumeSwap(engine, environment, job({ swap: swap?.swap, direction: 'back' as const }) as never)
  expect(await listReplaced(engine, environment)).toEqual([kept])
  expect(await isOpen(shop)).toBe(true)

  await killAt(shop, kept?.database ?? '', 'swapping')
  const again = (await unfinishedSwaps(engine, environment))[0]?.swap
  expect(await resumeSwap(engine, environment, job({ swap: again, direction: 'forward' as const }) as never)).toMatchObject({ outcome: 'swapped' })
  expect(await rowsIn(shop)).toEqual([{ rows: 99 }])
}, 60_000)

test('a database that somebody drops or renames in the middle is found so, and what is still possible is offered', async () => {
  const shop = await changedShop()
  const { engine, environment, manifest, database } = shop
  await killAt(shop, manifest.id, 'closing')
  const onServer = (sql: string) => queryAt(database.url, 'postgres', sql)
  await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database.name}'`)
  await onServer(`ALTER DATABASE ${database.name} RENAME TO ${database.name}_replaced_by_hand`)
  await onServer(`CREATE DATABASE ${database.name}`)
  expect(await unfinishedSwaps(engine, environment)).toMatchObject([{ side: 'blocked', forward: false, back: true }])
  await onServer(`DROP DATABASE ${database.name}`)
  const [swap] = await unfinishedSwaps(engine, environment)
  expect(swap).toMatchObject({ side: 'blocked', forward: true, found: expect.stringContaining('was renamed to') })
  const result = await resumeSwap(engine, environment, job({ swap: swap?.swap, direction: 'forward' as const }) as never)
  expect(result).toMatchObject({ outcome: 'swapped', aside: null, notes: [expect.stringContaining('had been renamed')] })
  expect(await rowsIn(shop)).toEqual([{ rows: 100 }])
}, 60_000)

test('while another Strata is at it, a swap is not called cut off, and nobody else touches it', async () => {
  const shop = await changedShop()
  const { engine, environment, manifest } = shop
  await killAt(shop, manifest.id, 'closing')
  const [swap] = await unfinishedSwaps(engine, environment)
  const server = new URL(shop.database.url)
  server.pathname = '/postgres'
  const other = await application(server.href, 'strata replace mia@laptop')
  expect(await unfinishedSwaps(engine, environment)).toEqual([])
  await expect(resumeSwap(engine, environment, job({ swap: swap?.swap, direction: 'back' as const }) as never)).rejects.toMatchObject({ code: 'target_in_use' })
  await other.end()
  await resumeSwap(engine, environment, job({ swap: swap?.swap, direction: 'back' as const }) as never)
}, 60_000)
