import { expect, test } from 'vitest'
import { dumpFailure, parseDumpLine } from './dump-output.ts'

const frame = { ending: 'pg_dump ended with code 1.', user: 'mia', folder: '/backups', serverMajor: 16, installHint: 'Install it.' }
const failure = (...lines: string[]) => dumpFailure({ ...frame, problems: lines.map(parseDumpLine) })

test('the lines of pg_dump are told apart', () => {
  expect(parseDumpLine('pg_dump: dumping contents of table "app.Order Items"')).toEqual({ kind: 'table', table: 'app.Order Items' })
  expect(parseDumpLine('pg_dump: saving encoding = UTF8')).toEqual({ kind: 'phase', text: 'saving encoding = UTF8' })
  expect(parseDumpLine('pg_dump: warning: there are circular foreign-key constraints on this table:')).toMatchObject({ kind: 'problem', level: 'warning' })
  expect(parseDumpLine('pg_dump: error: query failed: ERROR:  permission denied for table t')).toMatchObject({ kind: 'problem', level: 'error' })
  expect(parseDumpLine('pg_dump: detail: Query was: LOCK TABLE public.t')).toEqual({ kind: 'detail', text: 'Query was: LOCK TABLE public.t' })
})

test.each([
  ['disk_full', ['pg_dump: error: could not write to output file: No space left on device']],
  ['disk_full', ['pg_dump: error: could not close TOC file: File too large']],
  ['client_missing', ['pg_dump: error: server version: 16.1; pg_dump version: 15.20', 'pg_dump: error: aborting because of server version mismatch']],
  ['client_missing', ['pg_dump: error: aborting because of server version mismatch', 'pg_dump: detail: server version: 17.0; pg_dump version: 16.4']],
  ['permission_denied', ['pg_dump: error: query failed: ERROR:  permission denied for table customers', 'pg_dump: detail: Query was: LOCK TABLE public.customers IN ACCESS SHARE MODE']],
  ['permission_denied', ['pg_dump: error: query failed: ERROR:  query would be affected by row-level security policy for table "t"']],
  ['connection_lost', ['pg_dump: error: Dumping the contents of table "t" failed: PQgetCopyData() failed.', 'pg_dump: detail: Error message from server: server closed the connection unexpectedly', '\tThis probably means the server terminated abnormally']],
  ['connection_lost', ['pg_dump: error: query failed: FATAL:  terminating connection due to administrator command']],
  ['backup_failed', ['pg_dump: error: query failed: ERROR:  cache lookup failed for function 7']],
  ['backup_failed', []],
] as const)('a failure is %s', (code, lines) => {
  expect(failure(...lines)).toMatchObject({ code, data: { state: 'No backup was kept. The database was only read.' } })
})

test('the problem is what pg_dump said, without its own queries; or how it ended', () => {
  expect(failure('pg_dump: error: query failed: ERROR:  permission denied for table t', 'pg_dump: detail: Query was: LOCK TABLE t').message).toBe('User "mia" may not do this: permission denied for table t')
  expect(failure().message).toBe('The backup failed: pg_dump ended with code 1.')
})
