import { readFileSync } from 'node:fs'
import { X509Certificate } from 'node:crypto'
import pg from 'pg'
import { expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { isPostgres } from './first-answer.ts'
import { isLoss, toConnectionError } from './pg-error.ts'

const environment = { connection: { host: 'db', port: 5432, user: 'app', database: 'shop' } }
const server = (code: string, message = 'words of the server') => Object.assign(new pg.DatabaseError(message, 0, 'error'), { code })
const system = (code: string) => Object.assign(new Error(code), { code })

test.each([
  [system('ENOTFOUND'), 'host_unknown'],
  [system('EAI_AGAIN'), 'host_unknown'],
  [system('ECONNREFUSED'), 'host_unreachable'],
  [new AggregateError([system('ECONNREFUSED'), system('ECONNREFUSED')]), 'host_unreachable'],
  [system('EHOSTUNREACH'), 'host_unreachable'],
  [new Error('timeout expired'), 'host_unreachable'],
  [system('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls_failed'],
  [system('CERT_HAS_EXPIRED'), 'tls_failed'],
  [system('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls_failed'],
  [new Error('The server does not support SSL connections'), 'tls_failed'],
  [system('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls_failed'],
  [server('28P01'), 'auth_failed'],
  [server('28000', 'no pg_hba.conf entry for host "10.0.0.9", user "app", database "shop", no encryption'), 'auth_failed'],
  [server('3D000'), 'database_missing'],
  [server('53300'), 'server_busy'],
  [server('57P03'), 'server_starting'],
  [server('57P01'), 'connection_lost'],
  [server('08006'), 'connection_lost'],
  [server('42501'), 'permission_denied'],
  [system('ECONNRESET'), 'connection_lost'],
  [new Error('Connection terminated unexpectedly'), 'connection_lost'],
  [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'password_missing'],
  [new Error('Unknown authenticationOk message type 7'), 'auth_failed'],
  [new TypeError('x is not a function'), 'internal'],
])('%s is %s', (thrown, code) => {
  const error = toConnectionError(thrown, environment)
  expect(error.code).toBe(code)
  expect(error.message).not.toMatch(/\{\w+\}/)
  expect(error.data.help).not.toMatch(/\{\w+\}/)
})

test('an AppError stays what it is', () => {
  const error = new AppError('cancelled')
  expect(toConnectionError(error, environment)).toBe(error)
})

test('pg_hba.conf is explained with the address that the server saw', () => {
  const thrown = server('28000', 'no pg_hba.conf entry for host "10.0.0.9", user "app", database "shop", no encryption')
  expect(toConnectionError(thrown, environment).data).toMatchObject({ help: expect.stringContaining('from 10.0.0.9: set sslmode to require'), pg: { sqlstate: '28000' } })
})

test('a session that is gone is told from one that was refused', () => {
  expect([system('ECONNRESET'), new Error('Connection terminated unexpectedly'), server('57P01')].map(isLoss)).toEqual([true, true, true])
  expect([server('42601'), system('ECONNREFUSED'), undefined].map(isLoss)).toEqual([false, false, false])
})

test.each([
  ['S', true, true],
  ['N', true, true],
  ['SSH-2.0-x', true, false],
  ['HTTP/1.1 400', true, false],
  ['HTTP/1.1 400', false, false],
  ['R\0\0\0\x08\0\0\0\0', false, true],
  ['E\0\0\0\x20SFATAL', false, true],
  ['E\0\0\0\x20SFATAL', true, true],
  ['EHLO hello', false, false],
  ['-ERR unknown command', false, false],
])('%j after a request (TLS: %s) is PostgreSQL: %s', (text, asksForTls, expected) => {
  expect(isPostgres(Buffer.from(text, 'latin1'), asksForTls)).toBe(expected)
})

test('the certificates of the tests are what their names say', () => {
  const read = (name: string) => new X509Certificate(readFileSync(new URL(`../../tests/fixtures/tls/${name}`, import.meta.url)))
  expect(Date.parse(read('expired.crt').validTo)).toBeLessThan(Date.now())
  expect(read('server.crt').verify(read('ca.crt').publicKey)).toBe(true)
})
