import { expect, test } from 'vitest'
import { environmentSchema } from '#shared/contract/environments.ts'
import { planSchema } from '#shared/contract/migrations.ts'
import { firstConsent, isComplete, runInput } from './consent.ts'

const at = '2026-11-22T10:00:00Z'
const environment = environmentSchema.parse({
  id: 'p', name: 'production', class: 'production', colour: 'red', connection: { database: 'shop', user: 'me' }, hasPassword: true, createdAt: at, updatedAt: at,
  policies: { backupBeforeMigrating: true, confirm: true, lockTimeoutMs: 5000, statementTimeoutMs: 0, outOfOrder: false, previewRows: 500, previewTimeoutMs: 60_000, archiveDays: 90, confirmationMinutes: 30, secondPerson: false, rollbackOnFailure: false, keepReplacedDays: 7 },
})
const step = { action: 'apply', kind: 'versioned', version: '1', description: 'a', script: 'V1__a.sql', transactional: true, statements: [], sql: '' }
const plan = (values: object = {}) =>
  planSchema.parse({
    env: 'production', direction: 'up', from: null, to: '1', fingerprint: 'f', steps: [step], backup: { planned: true }, confirmation: { name: true, reason: true, secondPerson: false }, diagnostics: [], ...values,
  })

test('production wants its name and a reason', () => {
  const consent = firstConsent(environment, plan())
  expect(isComplete(environment, plan(), consent)).toBe(false)
  expect(isComplete(environment, plan(), { ...consent, name: 'production' })).toBe(false)
  expect(isComplete(environment, plan(), { ...consent, name: 'Production', reason: 'CHG-1' })).toBe(false)
  expect(isComplete(environment, plan(), { ...consent, name: ' production ', reason: 'CHG-1' })).toBe(true)
})

test('a backup that cannot be made must be waived out loud', () => {
  const without = plan({ backup: { planned: true, problem: 'No pg_dump' }, confirmation: { name: false, reason: false, secondPerson: false } })
  const consent = firstConsent(environment, without)
  expect(isComplete(environment, without, consent)).toBe(false)
  expect(isComplete(environment, without, { ...consent, withoutBackup: true })).toBe(true)
  expect(runInput('p', undefined, without, { ...consent, withoutBackup: true }).backup).toBe(false)
})

test('the run is bound to the plan that was on screen', () => {
  const input = runInput('p', '1', plan(), { ...firstConsent(environment, plan()), name: 'production', reason: 'CHG-1 ', statementSeconds: 1.5 })
  expect(input).toEqual({ env: 'p', wait: true, to: '1', planFingerprint: 'f', backup: true, lockTimeoutMs: 5000, statementTimeoutMs: 1500, reason: 'CHG-1', confirm: 'production' })
})

test('who goes on beside a dump says why', () => {
  const free = plan({ confirmation: { name: false, reason: false, secondPerson: false } })
  const consent = { ...firstConsent(environment, free), interlock: { how: 'override' as const, reason: ' ' } }
  expect(isComplete(environment, free, consent)).toBe(false)
  const said = { ...consent, interlock: { how: 'override' as const, reason: 'It hangs ' } }
  expect(isComplete(environment, free, said)).toBe(true)
  expect(runInput('p', undefined, free, said)).toMatchObject({ override: 'It hangs' })
})

test('where a second person is asked for, nothing runs without one', () => {
  const asked = plan({ confirmation: { name: true, reason: true, secondPerson: true } })
  expect(isComplete(environment, asked, { ...firstConsent(environment, asked), name: 'production', reason: 'CHG-1' })).toBe(false)
})

test('an empty plan cannot be run', () => {
  const empty = plan({ steps: [], confirmation: { name: false, reason: false, secondPerson: false } })
  expect(isComplete(environment, empty, firstConsent(environment, empty))).toBe(false)
})
