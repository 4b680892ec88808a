import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { MemorySchedule, type ScheduleStore } from '../backups/keeping/schedule-store.ts'
import { thisProcess } from '../jobs/process-owner.ts'
import { EnvironmentsTable } from './environments-table.ts'
import { openStore } from './open-store.ts'
import { ScheduleTable } from './schedule-table.ts'

const input = environmentInputSchema.parse({ name: 'shop', connection: { host: 'h', database: 'd', user: 'u' } })
const minute = 60_000

interface World {
  envId: string
  /** Two processes that share the store. */
  one: ScheduleStore
  other: ScheduleStore
}

function inStore(): World {
  const folder = mkdtempSync(join(tmpdir(), 'strata-schedule-'))
  const [first, second] = [openStore(folder), openStore(folder)]
  onTestFinished(() => {
    first.close()
    second.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { envId: new EnvironmentsTable(first).create(input).id, one: new ScheduleTable(first), other: new ScheduleTable(second) }
}

function inMemory(): World {
  const store = new MemorySchedule()
  return { envId: 'env', one: store, other: store }
}

describe.each<[string, () => World]>([['in the store', inStore], ['in memory', inMemory]])('slots %s', (_where, open) => {
  const slot = '2026-11-23T02:30:00.000Z'
  const at = (minutes: number) => new Date(Date.parse(slot) + minutes * minute)

  function world() {
    const { envId, one, other } = open()
    const claim = (store: ScheduleStore, of: string, now: Date, isAlive = () => true) => store.claim({ envId, what: 'backup', slot: of, owner: thisProcess(), now, isAlive })
    const end = (problem: string | null, now: Date, interrupted = false) => one.end({ envId, what: 'backup', slot, problem, now, interrupted })
    return { one, other, claim, end }
  }

  test('one slot is done by one of two processes, and once', () => {
    const { one, other, claim, end } = world()
    expect([claim(one, slot, at(0)), claim(other, slot, at(0))]).toEqual([true, false])
    end(null, at(5))
    expect([claim(one, slot, at(6)), claim(other, at(-60).toISOString(), at(6)), claim(other, at(60).toISOString(), at(60))]).toEqual([false, false, true])
    expect(one.list()).toMatchObject([{ state: 'running', attempts: 1, slot: at(60).toISOString() }])
  })

  test('a failed slot is tried again after five, twenty and sixty minutes, and then left for the next', () => {
    const { one, claim, end } = world()
    let now = 0
    for (const wait of [5, 20, 60]) {
      expect(claim(one, slot, at(now))).toBe(true)
      end('no room', at(now))
      expect(claim(one, slot, at(now + wait - 1))).toBe(false)
      now += wait
    }
    expect(claim(one, slot, at(now))).toBe(true)
    end('no room', at(now))
    expect(one.list()).toMatchObject([{ state: 'failed', problem: 'no room', retryAt: null }])
    expect(claim(one, slot, at(now + 600))).toBe(false)
  })

  test('a slot whose process was killed is done by another, one that was broken off is done at once', () => {
    const { one, other, claim, end } = world()
    claim(one, slot, at(0))
    expect(claim(other, at(60).toISOString(), at(60))).toBe(false)
    expect(claim(other, slot, at(1), () => false)).toBe(true)
    end('cancelled', at(2), true)
    expect(claim(one, slot, at(2))).toBe(true)
  })

  test('a slot that was taken while the clock ran ahead does not stop those of now', () => {
    const { one, claim, end } = world()
    claim(one, '2040-01-01T02:30:00.000Z', new Date('2040-01-01T02:30:00Z'))
    one.end({ envId: one.list()[0]?.envId ?? '', what: 'backup', slot: '2040-01-01T02:30:00.000Z', problem: null, now: at(0), interrupted: false })
    expect(claim(one, slot, at(1))).toBe(true)
    end(null, at(2))
    expect(claim(one, slot, at(3))).toBe(false)
  })
})
