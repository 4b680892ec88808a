import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { MemorySchedule, type ScheduleStore } from '../backups/keeping/schedule-store.ts'
import { thisProcess } from '../jobs/process-owner.ts'
import { EnvironmentsTable } from './environments-table.ts'
import { sqliteStore } from './opened-store.ts'
import { ScheduleTable } from './schedule-table.ts'

const input = environmentInputSchema.parse({ name: 'shop', connection: { host: 'h', database: 'd', user: 'u' } })
const minute = 60_000

interface World {
  envId: string
  /** Two processes that share the store. */
  one: ScheduleStore
  other: ScheduleStore
}

async function inStore(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-schedule-'))
  const [first, second] = [sqliteStore(folder), sqliteStore(folder)]
  onTestFinished(async () => {
    await first.close()
    await second.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { envId: (await new EnvironmentsTable(first.database, first.environments).create(input)).id, one: new ScheduleTable(first.database), other: new ScheduleTable(second.database) }
}

async function inMemory(): Promise<World> {
  const store = new MemorySchedule()
  return { envId: 'env', one: store, other: store }
}

describe.each<[string, () => Promise<World>]>([['in the store', inStore], ['in memory', inMemory]])('slots %s', (_where, open) => {
  const slot = '2026-11-23T02:30:00.000Z'
  const at = (minutes: number) => new Date(Date.parse(slot) + minutes * minute)

  async function world() {
    const { envId, one, other } = await open()
    const claim = (store: ScheduleStore, of: string, now: Date, isAlive = () => true) => store.claim({ envId, what: 'backup', slot: of, owner: thisProcess(), now, isAlive })
    const end = (problem: string | null, now: Date, interrupted = false) => one.end({ envId, what: 'backup', slot, problem, now, interrupted })
    return { one, other, claim, end }
  }

  test('one slot is done by one of two processes, and once', async () => {
    const { one, other, claim, end } = await world()
    expect([await claim(one, slot, at(0)), await claim(other, slot, at(0))]).toEqual([true, false])
    await end(null, at(5))
    expect([await claim(one, slot, at(6)), await claim(other, at(-60).toISOString(), at(6)), await claim(other, at(60).toISOString(), at(60))]).toEqual([false, false, true])
    expect(await one.list()).toMatchObject([{ state: 'running', attempts: 1, slot: at(60).toISOString() }])
  })

  test('a failed slot is tried again after five, twenty and sixty minutes, and then left for the next', async () => {
    const { one, claim, end } = await world()
    let now = 0
    for (const wait of [5, 20, 60]) {
      expect(await claim(one, slot, at(now))).toBe(true)
      await end('no room', at(now))
      expect(await claim(one, slot, at(now + wait - 1))).toBe(false)
      now += wait
    }
    expect(await claim(one, slot, at(now))).toBe(true)
    await end('no room', at(now))
    expect(await one.list()).toMatchObject([{ state: 'failed', problem: 'no room', retryAt: null }])
    expect(await claim(one, slot, at(now + 600))).toBe(false)
  })

  test('a slot whose process was killed is done by another, one that was broken off is done at once', async () => {
    const { one, other, claim, end } = await world()
    await claim(one, slot, at(0))
    expect(await claim(other, at(60).toISOString(), at(60))).toBe(false)
    expect(await claim(other, slot, at(1), () => false)).toBe(true)
    await end('cancelled', at(2), true)
    expect(await claim(one, slot, at(2))).toBe(true)
  })

  test('a slot that was taken while the clock ran ahead does not stop those of now', async () => {
    const { one, claim, end } = await world()
    await claim(one, '2040-01-01T02:30:00.000Z', new Date('2040-01-01T02:30:00Z'))
    await one.end({ envId: (await one.list())[0]?.envId ?? '', what: 'backup', slot: '2040-01-01T02:30:00.000Z', problem: null, now: at(0), interrupted: false })
    expect(await claim(one, slot, at(1))).toBe(true)
    await end(null, at(2))
    expect(await claim(one, slot, at(3))).toBe(false)
  })
})
