import { expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { failureOf, shadowFailure } from './failures.ts'

const quiet = new AbortController().signal

test.each([
  ['could not extend file "base/1/2": No space left on device', '53100', 'disk_full'],
  ['could not extend file "base/1/2": No space left on device', undefined, 'disk_full'],
  ['server closed the connection unexpectedly', undefined, 'shadow_failed'],
  ['terminating connection due to administrator command', '57P01', 'shadow_failed'],
  ['relation "x" does not exist', '42P01', 'shadow_failed'],
])('%s (%s) is %s', (message, sqlstate, code) => {
  expect(failureOf(message, sqlstate, 'the server of dev')).toMatchObject({ code, data: { state: expect.stringContaining('was dropped') } })
})

test('a server that is lost is named', () => {
  expect(failureOf('Connection terminated unexpectedly', undefined, 'the server of dev').message).toContain('the server of dev ended the connection')
  expect(shadowFailure(new AppError('connection_lost'), 'the server of dev', quiet)).toMatchObject({ code: 'shadow_failed' })
})

test('what has words already keeps them, and after a cancel nothing else counts', () => {
  expect(shadowFailure(new AppError('folder_missing', { folder: 'x' }), 'here', quiet)).toMatchObject({ code: 'folder_missing' })
  expect(shadowFailure(new Error('anything'), 'here', AbortSignal.abort())).toMatchObject({ code: 'cancelled' })
})
