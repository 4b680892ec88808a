import { expect, test } from 'vitest'
import { lockModes } from '#shared/contract/compare.ts'
import { blockedBy, conflict, covers, lockModeOf, strongest, type LockMode } from './lock-modes.ts'

test('two modes keep each other out or neither does', () => {
  for (const one of lockModes) for (const other of lockModes) expect([one, other, conflict(one, other)]).toEqual([one, other, conflict(other, one)])
})

test('ACCESS EXCLUSIVE covers all modes, and SHARE does not cover SHARE UPDATE EXCLUSIVE', () => {
  expect(lockModes.every((mode) => covers('ACCESS EXCLUSIVE', mode))).toBe(true)
  expect(covers('SHARE', 'SHARE UPDATE EXCLUSIVE')).toBe(false)
  expect(covers('SHARE ROW EXCLUSIVE', 'SHARE')).toBe(true)
})

test('the names of pg_locks are those of the manual', () => {
  expect(['AccessShareLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'AccessExclusiveLock', 'SIReadLock'].map(lockModeOf)).toEqual(['ACCESS SHARE', 'SHARE UPDATE EXCLUSIVE', 'SHARE', 'ACCESS EXCLUSIVE', undefined])
})

test('of several modes those remain that others do not cover', () => {
  expect(strongest(['ACCESS SHARE', 'SHARE UPDATE EXCLUSIVE', 'SHARE', 'ROW SHARE'], [])).toEqual(['SHARE UPDATE EXCLUSIVE', 'SHARE'])
  expect(strongest(['SHARE', 'ROW EXCLUSIVE'], ['ACCESS EXCLUSIVE'])).toEqual([])
})

test('what waits follows from the conflicts, and nobody waits for what is new', () => {
  const lock = (mode: LockMode, isNew = false) => [{ mode, isNew, kind: 'table' as const }]
  expect(blockedBy(lock('ACCESS EXCLUSIVE'))).toEqual(['reads', 'writes', 'locking_reads', 'schema_changes', 'vacuum'])
  expect(blockedBy(lock('EXCLUSIVE'))).toEqual(['writes', 'locking_reads', 'schema_changes', 'vacuum'])
  expect(blockedBy(lock('SHARE ROW EXCLUSIVE'))).toEqual(['writes', 'schema_changes', 'vacuum'])
  expect(blockedBy(lock('ROW EXCLUSIVE'))).toEqual([])
  expect(blockedBy(lock('ACCESS EXCLUSIVE', true))).toEqual([])
})
