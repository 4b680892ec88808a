import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import { completeEnvironment } from '../environments/complete-environment.ts'
import { ConfirmationsTable } from '../store/confirmations-table.ts'
import { SqliteDatabase } from '../store/sqlite-database.ts'
import { openStore, type Database } from '../store/open-store.ts'
import type { Moment } from './clock.ts'
import { MemoryConfirmations, type ConfirmationStore } from './confirmation-store.ts'
import { Confirmations, type Given } from './confirmations.ts'

const ann = { user: 'ann', host: 'desk' }
const bob = { user: 'Bob', host: 'laptop' }
const minute = 60_000

function environmentOf(name: string): Environment {
  const input = environmentInputSchema.parse({ name, class: 'production', connection: { host: 'h', port: 1, database: 'd', user: 'u' } })
  return completeEnvironment(input, { id: name, sample: false, hasPassword: false, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' })
}

const production = environmentOf('production')
const staging = environmentOf('staging')
const given: Given = { environment: production, operation: 'migrations.apply', plan: 'a'.repeat(64), reason: 'CHG-1', by: ann, second: null }
const wanted = { environment: production, operation: 'migrations.apply', plan: 'a'.repeat(64) }

let folder: string
let databases: Database[] = []
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'strata-confirmations-'))))
afterEach(() => {
  for (const database of databases) database.close()
  databases = []
  rmSync(folder, { recursive: true, force: true })
})

function inStore(): ConfirmationStore {
  const database = openStore(folder)
  databases.push(database)
  return new ConfirmationsTable(new SqliteDatabase(database))
}

/** A clock that a test sets. */
function clockAt(wall: number, up = 1_000_000): { now: Moment; clock: () => Moment; later(ms: number): void } {
  const now = { wall, up }
  return { now, clock: () => ({ ...now }), later: (ms) => Object.assign(now, { wall: now.wall + ms, up: now.up + ms }) }
}

const problemOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
  } catch (thrown) {
    return String((thrown as { data: { params: { problem: string } } }).data.params.problem)
  }
  return 'nothing'
}

describe.each<[string, () => ConfirmationStore]>([['in the store', inStore], ['in memory', () => new MemoryConfirmations()]])('Confirmations kept %s', (_, open) => {
  test('hold for one plan on one environment, once', async () => {
    const confirmations = new Confirmations(open())
    const { token, kept } = await confirmations.give(given)
    expect(await problemOf(() => confirmations.find('strata_other', wanted))).toContain('not known here')
    expect(await problemOf(() => confirmations.find(token, { ...wanted, environment: staging }))).toBe('it was given for another environment, production')
    expect(await problemOf(() => confirmations.find(token, { ...wanted, operation: 'migrations.undo' }))).toBe('it was given for migrations.apply, and this is migrations.undo')
    expect(await problemOf(() => confirmations.find(token, { ...wanted, plan: 'b'.repeat(64) }))).toBe('it was given for another plan, aaaaaaaaaaaa; this is bbbbbbbbbbbb')
    expect(await problemOf(() => confirmations.use(kept.id, { ...wanted, plan: 'b'.repeat(64) }, ann))).toContain('another plan')
    expect((await confirmations.find(token, wanted)).id).toBe(kept.id)
    expect(await confirmations.use(kept.id, wanted, bob)).toMatchObject({ usedBy: bob, reason: 'CHG-1' })
    expect(await problemOf(() => confirmations.find(token, wanted))).toMatch(/^it was used at .* by Bob@laptop, and it holds once$/)
    expect(await problemOf(() => confirmations.use(kept.id, wanted, ann))).toContain('was used')
    expect(await problemOf(() => confirmations.revoke(kept.id, ann))).toContain('was used')
  })

  test('that were taken back hold no more', async () => {
    const confirmations = new Confirmations(open())
    const { token, kept } = await confirmations.give(given)
    expect(await confirmations.revoke(kept.id, bob)).toMatchObject({ revokedBy: bob })
    expect(await problemOf(() => confirmations.find(token, wanted))).toMatch(/^it was taken back at .* by Bob@laptop$/)
    expect(await confirmations.list('production', 10, ann)).toMatchObject([{ state: 'revoked', mine: true, by: 'ann@desk', revokedBy: 'Bob@laptop' }])
    expect(await confirmations.list('staging', 10, ann)).toEqual([])
  })

  test('expire by the policy of their environment, and a clock that is set back revives nothing', async () => {
    const time = clockAt(Date.UTC(2026, 10, 1, 12))
    const confirmations = new Confirmations(open(), time.clock)
    const { token } = await confirmations.give(given)
    time.later(30 * minute - 1)
    expect((await confirmations.find(token, wanted)).plan).toBe(wanted.plan)
    time.later(1)
    expect(await problemOf(() => confirmations.find(token, wanted))).toBe('it expired at 2026-11-01T12:30:00.000Z')
    time.now.wall = Date.UTC(2026, 10, 1, 12, 5)
    time.now.up = 5 * minute
    expect(await problemOf(() => confirmations.find(token, wanted))).toContain('it expired')

    time.now.wall = Date.UTC(2026, 10, 1, 13)
    const unseen = await confirmations.give(given)
    time.later(40 * minute)
    time.now.wall -= 35 * minute
    expect(await problemOf(() => confirmations.find(unseen.token, wanted))).toContain('it expired')
    const future = await confirmations.give(given)
    time.now.wall -= 60 * minute
    expect(await problemOf(() => confirmations.find(future.token, wanted))).toBe('the clock of this machine was set back to before it was given')
  })

  test('of somebody else are found by the plan, those of the same person are not', async () => {
    const confirmations = new Confirmations(open())
    await confirmations.give(given)
    expect(await confirmations.ofAnother(wanted, { user: 'ANN', host: 'other' })).toBeUndefined()
    const { kept } = await confirmations.give({ ...given, second: 'Jun' })
    expect((await confirmations.ofAnother(wanted, ann))?.id).toBe(kept.id)
    await confirmations.revoke(kept.id, ann)
    await confirmations.give({ ...given, by: bob, plan: 'c'.repeat(64) })
    expect(await confirmations.ofAnother(wanted, ann)).toBeUndefined()
    expect((await confirmations.ofAnother({ ...wanted, plan: undefined }, ann))?.by).toEqual(bob)
  })

  test('a second person confirms with a passphrase that only its owner changes, and too many wrong ones end the tries', { timeout: 60_000 }, async () => {
    const confirmations = new Confirmations(open())
    const { people } = confirmations
    await expect(people.set(' Ann', 'a long enough phrase', undefined, ann)).rejects.toMatchObject({ code: 'confirmation_invalid' })
    await people.set('Jun', 'two keys for one door', undefined, ann)
    expect(await people.check('jun', 'two keys for one door', ann)).toBe('Jun')
    await expect(people.set('JUN', 'another long phrase', undefined, ann)).rejects.toMatchObject({ message: expect.stringContaining('the passphrase of Jun is another one') })
    await people.set('jun', 'another long phrase', 'two keys for one door', ann)
    await expect(people.check('jun', 'another long phrase', { user: 'jun', host: 'desk' })).rejects.toMatchObject({ message: expect.stringContaining('is the person who asks') })
    for (let time = 0; time < 5; time += 1) await expect(people.check('jun', 'wrong', ann)).rejects.toMatchObject({ message: expect.stringContaining('is another one') })
    await expect(people.check('jun', 'another long phrase', ann)).rejects.toMatchObject({ message: expect.stringContaining('was wrong 5 times') })
    const { token } = await confirmations.give({ ...given, second: 'jun' })
    await confirmations.removePerson('JUN', ann)
    expect(await people.list()).toEqual([])
    expect(await problemOf(() => confirmations.find(token, wanted))).toContain('taken back')
  })
})

test('neither the token nor a passphrase is in the store', async () => {
  const confirmations = new Confirmations(inStore())
  const { token } = await confirmations.give(given)
  await confirmations.people.set('Jun', 'two keys for one door', undefined, ann)
  const everything = databases.flatMap((database) => ['confirmations', 'confirmers'].flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all()))
  expect(JSON.stringify(everything)).not.toContain(token.slice(7))
  expect(JSON.stringify(everything)).not.toContain('two keys')
})
