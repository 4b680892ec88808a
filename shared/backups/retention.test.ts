import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupRulesSchema } from '../contract/environments.ts'
import { hasRetention, judgeBackups, retentionClass, type RetainedBackup } from './retention.ts'

const now = new Date('2026-11-23T12:00:00Z')
const day = 24 * 3600 * 1000
const ago = (days: number) => new Date(now.getTime() - days * day).toISOString()

function made(days: number, more: Partial<RetainedBackup> = {}): RetainedBackup {
  return { id: `d${days}`, createdAt: ago(days), writtenAt: ago(days), trigger: 'scheduled', condition: 'ok', rehearsal: null, lastRestore: null, keep: false, neededBy: [], ...more }
}

function rules(of: Partial<Record<'manual' | 'scheduled' | 'automatic', { count?: number; days?: number }>>) {
  return backupRulesSchema.parse({ retention: of }).retention
}

const rehearsed = (outcome: 'verified' | 'differs' | 'failed') => ({ at: ago(0), outcome, by: 'dba@ops', ms: 1, server: 'here', depth: 'counts' as const, problems: [] })
const gone = (verdicts: ReturnType<typeof judgeBackups>) => verdicts.filter(({ deleted }) => deleted).map(({ id }) => id)
const reasonsOf = (verdicts: ReturnType<typeof judgeBackups>, id: string) => verdicts.find((verdict) => verdict.id === id)?.reasons

const days = (numbers: readonly number[], more: Partial<RetainedBackup> = {}) => numbers.map((number) => made(number, more))

describe('rules', () => {
  test('without a rule every backup stays', () => {
    expect(gone(judgeBackups(days([1, 50, 500, 900, 2000]), rules({}), now))).toEqual([])
    expect(hasRetention(rules({}))).toBe(false)
  })

  test('by count, those beyond the newest of their class go', () => {
    expect(gone(judgeBackups(days([1, 2, 3, 4, 5, 6]), rules({ scheduled: { count: 4 } }), now))).toEqual(['d5', 'd6'])
  })

  test('by age, those that are older go, and the others say when they will', () => {
    const verdicts = judgeBackups(days([1, 2, 3, 20, 31]), rules({ scheduled: { days: 30 } }), now)
    expect(gone(verdicts)).toEqual(['d31'])
    expect(verdicts.find(({ id }) => id === 'd20')).toEqual({ id: 'd20', deleted: false, reasons: ['age'], expiresAt: new Date(now.getTime() + 10 * day).toISOString() })
  })

  test('a backup stays while count or age keeps it', () => {
    const verdicts = judgeBackups(days([1, 2, 3, 40, 41, 42]), rules({ scheduled: { count: 5, days: 2 } }), now)
    expect(gone(verdicts)).toEqual(['d42'])
    expect(reasonsOf(verdicts, 'd41')).toEqual(['count'])
  })

  test('each class has its own rule, and what was imported has none', () => {
    const backups = [...days([1, 2, 3]), made(10, { trigger: 'manual' }), made(11, { trigger: 'before_migrating' }), made(12, { trigger: 'before_undo' }), made(400, { trigger: 'imported' })]
    const verdicts = judgeBackups(backups, rules({ automatic: { count: 1 }, scheduled: { count: 1 } }), now)
    expect(gone(verdicts)).toEqual(['d12'])
    expect(reasonsOf(verdicts, 'd10')).toEqual(['no_rule'])
    expect(reasonsOf(verdicts, 'd400')).toEqual(['imported'])
    expect(retentionClass('before_rollback')).toBe('automatic')
  })

  test('one that is kept for ever, damaged or failed takes nobody’s place in the count', () => {
    const backups = [made(1, { keep: true }), made(2, { condition: 'damaged' }), made(3, { rehearsal: rehearsed('failed') }), ...days([4, 5, 6, 7])]
    expect(gone(judgeBackups(backups, rules({ scheduled: { count: 3 } }), now))).toEqual(['d7'])
  })
})

describe('what no rule deletes', () => {
  const strict = rules({ manual: { days: 1 }, scheduled: { days: 1 }, automatic: { days: 1 } })

  test('the three newest of the environment stay, whatever their class', () => {
    const backups = [made(100, { trigger: 'manual' }), made(101, { trigger: 'before_migrating' }), made(102), made(103)]
    const verdicts = judgeBackups(backups, strict, now)
    expect(gone(verdicts)).toEqual(['d103'])
    expect(reasonsOf(verdicts, 'd102')).toEqual(['last_three'])
  })

  test('the three are those that one can rely on; a damaged one does not stand in for a sound one', () => {
    const backups = [made(10, { condition: 'damaged' }), made(11, { rehearsal: rehearsed('failed') }), made(12, { condition: 'file_missing' }), ...days([20, 21, 22, 23])]
    expect(gone(judgeBackups(backups, strict, now))).toEqual(['d10', 'd11', 'd12', 'd23'])
  })

  test('where fewer than three are sound, the newest of the others stay with them', () => {
    const backups = [made(10, { condition: 'damaged' }), made(11, { condition: 'damaged' }), made(12, { condition: 'damaged' }), made(20)]
    expect(gone(judgeBackups(backups, strict, now))).toEqual(['d12'])
  })

  test('the last verified one stays, even when it is the oldest', () => {
    const backups = [...days([10, 11, 12, 13]), made(90, { rehearsal: rehearsed('verified') }), made(95, { lastRestore: { at: ago(1), outcome: 'verified', database: 'x' } })]
    const verdicts = judgeBackups(backups, strict, now)
    expect(reasonsOf(verdicts, 'd90')).toEqual(['last_verified'])
    expect(gone(verdicts)).toEqual(['d13', 'd95'])
  })

  test('one that was verified and failed later is no longer verified', () => {
    const failedSince = made(10, { lastRestore: { at: ago(5), outcome: 'verified', database: 'x' }, rehearsal: rehearsed('failed') })
    const verdicts = judgeBackups([failedSince, ...days([11, 12, 13]), made(50, { rehearsal: { ...rehearsed('verified'), at: ago(30) } })], strict, now)
    expect(reasonsOf(verdicts, 'd50')).toEqual(['last_verified'])
    expect(gone(verdicts)).toContain('d10')
  })

  test('one that is needed stays, and one that is kept for ever', () => {
    const backups = [...days([10, 11, 12]), made(50, { neededBy: ['a replaced database'] }), made(60, { keep: true }), made(70)]
    expect(gone(judgeBackups(backups, strict, now))).toEqual(['d70'])
  })
})

describe('clocks that were wrong', () => {
  test('a backup dated in the future stays, and makes none of the others old', () => {
    const backups = [made(-400), made(-401), made(-402), ...days([1, 2, 3, 4, 5])]
    const verdicts = judgeBackups(backups, rules({ scheduled: { count: 4 } }), now)
    expect(gone(verdicts)).toEqual(['d5'])
    expect(reasonsOf(verdicts, 'd-400')).toEqual(['dated_ahead'])
  })

  test('of the dates of manifest and file the younger counts', () => {
    const verdicts = judgeBackups([...days([1, 2, 3]), made(900, { writtenAt: ago(5) })], rules({ scheduled: { days: 30 } }), now)
    expect(reasonsOf(verdicts, 'd900')).toEqual(['age'])
  })

  test('a file that was touched in the future says nothing', () => {
    expect(gone(judgeBackups([...days([1, 2, 3]), made(900, { writtenAt: ago(-900) })], rules({ scheduled: { days: 30 } }), now))).toEqual(['d900'])
  })
})

test('whatever the backups and the rules, three stay, the last verified one stays, nothing protected goes, and a second run deletes nothing more', () => {
  const backup = fc.record({
    age: fc.integer({ min: -500, max: 2000 }), drift: fc.integer({ min: -500, max: 500 }),
    trigger: fc.constantFrom('manual' as const, 'scheduled' as const, 'before_migrating' as const, 'before_restore' as const, 'imported' as const),
    condition: fc.constantFrom('ok' as const, 'ok' as const, 'ok' as const, 'damaged' as const, 'file_missing' as const),
    outcome: fc.constantFrom(null, null, 'verified' as const, 'differs' as const, 'failed' as const), keep: fc.boolean(), needed: fc.boolean(),
  })
  const rule = fc.record({ count: fc.option(fc.integer({ min: 1, max: 5 })), days: fc.option(fc.integer({ min: 1, max: 900 })) })
  const all = fc.record({ manual: rule, scheduled: rule, automatic: rule })
  fc.assert(
    fc.property(fc.array(backup, { maxLength: 20 }), all, (shapes, retention) => {
      const backups = shapes.map(({ age, drift, trigger, condition, outcome, keep, needed }, index) =>
        made(age, { id: `b${index}`, writtenAt: ago(age + drift), trigger, condition, keep: keep && index % 3 === 0, rehearsal: outcome && rehearsed(outcome), neededBy: needed && index % 4 === 0 ? ['x'] : [] }),
      )
      const verdicts = judgeBackups(backups, retention, now)
      const left = backups.filter(({ id }) => !gone(verdicts).includes(id))
      const verified = (list: RetainedBackup[]) => list.filter(({ condition, rehearsal, createdAt }) => condition === 'ok' && rehearsal?.outcome === 'verified' && Date.parse(createdAt) <= now.getTime())
      expect(verdicts).toHaveLength(backups.length)
      expect(left.length).toBeGreaterThanOrEqual(Math.min(3, backups.length))
      expect(verified(left).length > 0).toBe(verified(backups).length > 0)
      expect(backups.filter(({ keep, trigger, neededBy }) => keep || trigger === 'imported' || neededBy.length > 0).every(({ id }) => left.some((one) => one.id === id))).toBe(true)
      expect(gone(judgeBackups(left, retention, now))).toEqual([])
    }),
    { numRuns: 500 },
  )
})
