import { expect, test } from 'vitest'
import { historyLockKey } from './lock-key.ts'

test('the lock key of the default table is the one that Flyway computes', () => {
  expect(historyLockKey('public', 'flyway_schema_history')).toBe(77433833903597n)
})
