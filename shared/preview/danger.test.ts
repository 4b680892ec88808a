import { expect, test } from 'vitest'
import type { TracedLock, TracedStatement } from '../contract/preview.ts'
import { dangerOf, findingsIn, strongestLock } from './danger.ts'

const lock = (mode: TracedLock['mode'], relation: string, more: Partial<TracedLock> = {}): TracedLock => ({ mode, relation, kind: 'table', isNew: false, how: 'measured', ...more })
const statement = (values: Partial<TracedStatement>): TracedStatement => ({
  number: 1, line: 1, endLine: 1, command: 'ALTER TABLE', text: '', outcome: 'ran', reason: null, ms: 1, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: 0, notices: [], onTarget: null, blocks: [], ...values,
})

test('the strongest lock is one that somebody can wait for, a table before its index', () => {
  const locks = [lock('ACCESS EXCLUSIVE', 'public.new', { isNew: true }), lock('ACCESS EXCLUSIVE', 'public.i', { kind: 'index' }), lock('ACCESS EXCLUSIVE', 'public.t'), lock('SHARE', 'public.s')]
  expect(strongestLock({ locks })?.relation).toBe('public.t')
  expect(strongestLock({ locks: [locks[0] as TracedLock] })).toBeUndefined()
})

test('a lock that stops everybody for an instant is no danger, one that lasts is', () => {
  const blocks: TracedStatement['blocks'] = ['reads', 'writes']
  const scans = [{ relation: 'public.t', rows: 9 }]
  const seconds = (high: number) => ({ rows: 1, bytes: 1, walBytes: 1, seconds: { low: 0, high }, basis: '' })
  expect(dangerOf(statement({ blocks }))).toBe('none')
  expect(dangerOf(statement({ blocks, scans, onTarget: seconds(0.4) }))).toBe('careful')
  expect(dangerOf(statement({ blocks, scans, onTarget: seconds(30) }))).toBe('danger')
  expect(dangerOf(statement({ blocks, scans }))).toBe('danger')
})

test('writing rows under a lock that lets others read and write is calm', () => {
  expect(dangerOf(statement({ rows: [{ relation: 'public.t', inserted: 0, updated: 5, deleted: 0, by: 'statement' }] }))).toBe('calm')
})

test('findings belong to the file of their place, or to their subject', () => {
  const found = [{ code: 'a', severity: 'info' as const, message: '', where: { file: 'V1__a.sql' } }, { code: 'b', severity: 'info' as const, message: '', subject: 'V2__b.sql' }]
  expect(findingsIn(found, 'V1__a.sql').map(({ code }) => code)).toEqual(['a'])
  expect(findingsIn(found, 'V2__b.sql').map(({ code }) => code)).toEqual(['b'])
})
