import { expect, test } from 'vitest'
import { AppError, toAppError } from './app-error.ts'
import { errorCodes, errorKind, fillWords } from './errors.ts'

test('an error carries its words filled in, and what to do next', () => {
  const error = new AppError('history_locked', { holder: 'deployer@ci', pid: 42 }, { where: { step: 'lock' } })
  expect(error.data).toMatchObject({
    code: 'history_locked',
    message: 'Another run holds the migration lock: deployer@ci',
    where: { step: 'lock' },
  })
  expect(error.data.help).toContain('pg_terminate_backend(42)')
})

test('what is not an AppError becomes internal, and its text stays inside', () => {
  const error = toAppError(new Error('password=hunter2'))
  expect(JSON.stringify(error.data)).not.toContain('hunter2')
  expect(error.data.help).toContain(error.data.ref)
})

test('every code has an exit code that shells can carry, and a next step', () => {
  for (const code of errorCodes) {
    const { exit, status, help } = errorKind(code)
    expect(exit, code).toBeGreaterThan(0)
    expect(exit, code).toBeLessThan(126)
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(help, code).not.toBe('')
  }
})

test('a gap in the words is seen rather than hidden', () => {
  expect(fillWords('{a} and {b}', { a: 1 })).toBe('1 and {b}')
})
