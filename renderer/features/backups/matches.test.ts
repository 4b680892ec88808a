import { expect, test } from 'vitest'
import type { Backup } from '#shared/contract/backups.ts'
import { matches, proposedName } from './matches.ts'

const backup = { id: 'b1', env: 'production', database: 'shop', by: 'dba@ops-1', reason: 'CHG-1182', trigger: 'before_migrating', migrationVersion: '11', createdAt: '2026-11-22T13:25:00.000Z', serverVersion: '16.4' } as Backup

test('every word of the search must stand somewhere in the backup', () => {
  expect(matches(backup, 'prod chg-1182')).toBe(true)
  expect(matches(backup, 'V11 shop 2026-11-22')).toBe(true)
  expect(matches(backup, 'prod staging')).toBe(false)
  expect(matches(backup, '')).toBe(true)
})

test('the proposed database says where it comes from and is never too long', () => {
  expect(proposedName('shop', backup.createdAt)).toBe('shop_restored_20261122_1325')
  expect(proposedName('x'.repeat(63), backup.createdAt)).toHaveLength(63)
  expect(proposedName('x'.repeat(63), backup.createdAt)).toMatch(/_restored_20261122_1325$/)
})
