import { expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { renderError } from './error.ts'
import { paint } from './look.ts'

const look = { paint: paint(false), width: 100 }

test('an error says what, where, in what state and what next', () => {
  const error = new AppError('statement_failed', { file: 'V2__a.sql', line: 3, problem: 'relation "x" does not exist' }, {
    where: { file: 'V2__a.sql', line: 3, column: 15, statement: 2, caret: 'SELECT * FROM x\n              ^' },
    pg: { sqlstate: '42P01', message: 'relation "x" does not exist', detail: 'There is none.', hint: 'Create it.' },
    state: 'The database is at version 1.',
  })
  expect(renderError({ ...error.data, ref: 'abc' }, look)).toBe(`Error: V2__a.sql, line 3: relation "x" does not exist
  at V2__a.sql:3:15, statement 2

    SELECT * FROM x
                  ^

  Detail: There is none.
  Hint: Create it.
  State: The database is at version 1.
  Next: Correct the statement, then migrate again.
  (statement_failed, SQLSTATE 42P01, ref abc)
`)
})

test('what the server says stands there when the message does not say it', () => {
  const error = new AppError('permission_denied', { user: 'ci', problem: 'making a table' }, { pg: { sqlstate: '42501', message: 'permission denied for schema public' } })
  expect(renderError(error.data, look)).toContain('Server: permission denied for schema public')
})
