import { expect, test } from 'vitest'
import { isOwnLook, sessionKind } from './session-kind.ts'

const row = { application: 'psql', state: 'active', query: 'SELECT 1', backendType: 'client backend', secondsBefore: 0 }

test.each([
  ['query', {}],
  ['transaction', { secondsBefore: 4 }],
  ['idle_in_transaction', { state: 'idle in transaction (aborted)' }],
  ['dump', { application: 'pg_dump' }],
  ['dump', { application: 'strata backup lena@ops' }],
  ['migration', { application: 'strata migrate lena@ops' }],
  ['vacuum', { query: ' VACUUM orders' }],
  ['index_build', { query: 'CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)' }],
  ['autovacuum', { backendType: 'autovacuum worker' }],
] as const)('a session is a %s by what it says', (kind, change) => {
  expect(sessionKind({ ...row, ...change })).toBe(kind)
})

test('looks of Strata itself are nobody in the way; its migrations and backups are', () => {
  expect(['strata read a@b', 'strata shadow a@b', 'strata schema a@b'].map(isOwnLook)).toEqual([true, true, true])
  expect(['strata migrate a@b', 'strata backup a@b', 'strata restore 1 a@b', 'psql', null].map(isOwnLook)).toEqual([false, false, false, false, false])
})
