import { expect, test } from 'vitest'
import { redactConnection, withoutSecrets } from './redact-connection.ts'

test('a password is taken out of a connection string of keywords, quoted or not', () => {
  expect(redactConnection('host=a password=geheim dbname=x')).toBe('host=a password=******** dbname=x')
  expect(redactConnection("host=a password = 'ge\\'heim x' dbname=x")).toBe('host=a password = ******** dbname=x')
  expect(redactConnection('host=a passfile=/x/y sslpassword=z')).toBe('host=a passfile=******** sslpassword=********')
})

test('a password is taken out of a URI, before the host and among its parameters', () => {
  expect(redactConnection('postgres://me:ge%40heim@host:5432/db?sslmode=require')).toBe('postgres://me:********@host:5432/db?sslmode=require')
  expect(redactConnection('postgresql://host/db?user=me&password=geheim&application_name=x')).toBe('postgresql://host/db?user=me&password=********&application_name=x')
})

test('what is left connects to the same place without the secret, and says that there was one', () => {
  expect(withoutSecrets(redactConnection('host=a password=geheim dbname=x'))).toEqual({ text: 'host=a dbname=x', secret: true })
  expect(withoutSecrets(redactConnection('postgres://me:geheim@host/db'))).toEqual({ text: 'postgres://me@host/db', secret: true })
  expect(withoutSecrets(redactConnection('host=a dbname=x'))).toEqual({ text: 'host=a dbname=x', secret: false })
})
