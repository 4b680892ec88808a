import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { parseConnectionString } from './connection-string.ts'

const read = (text: string) => {
  const { connection, password } = parseConnectionString(text)
  return { ...connection, ...(password !== undefined && { password }) }
}

describe('a URL', () => {
  test.each([
    ['postgres://app:secret@db.example.org:5433/shop', { host: 'db.example.org', port: 5433, user: 'app', password: 'secret', database: 'shop' }],
    ['postgres://app:a?b@db/shop', { user: 'app', password: 'a?b', host: 'db', database: 'shop' }],
    ['postgresql://db/shop', { host: 'db', database: 'shop' }],
    ['postgresql://', {}],
    ['postgresql://app@/shop', { user: 'app', database: 'shop' }],
    ['postgres://app:@db/shop', { user: 'app', host: 'db', database: 'shop' }],
    ['postgres://a%40b:p%3A%2F%25%20%C3%A9@db/my%20shop', { user: 'a@b', password: 'p:/% é', host: 'db', database: 'my shop' }],
    ['postgres://app:one:two@db/shop', { user: 'app', password: 'one:two', host: 'db', database: 'shop' }],
    ['postgres://[2001:db8::1]:6000/shop', { host: '2001:db8::1', port: 6000, database: 'shop' }],
    ['postgres://%2Fvar%2Frun%2Fpostgresql/shop', { host: '/var/run/postgresql', database: 'shop' }],
    ['postgres:///shop?host=/tmp&port=5434', { host: '/tmp', port: 5434, database: 'shop' }],
    ['postgres://db/shop?user=app&password=x&sslmode=verify-full&sslrootcert=/ca.pem', { host: 'db', database: 'shop', user: 'app', password: 'x', sslmode: 'verify-full', sslrootcert: '/ca.pem' }],
    ['postgres://db/shop?dbname=other', { host: 'db', database: 'other' }],
    ['postgres://db/shop?ssl=true', { host: 'db', database: 'shop', sslmode: 'require' }],
    ['POSTGRES://db/shop', { host: 'db', database: 'shop' }],
    ['postgresql+psycopg2://app@db/shop', { user: 'app', host: 'db', database: 'shop' }],
    ['jdbc:postgresql://db:5432/shop?user=app&password=x', { host: 'db', port: 5432, database: 'shop', user: 'app', password: 'x' }],
    ['  psql "postgres://db/shop"', { host: 'db', database: 'shop' }],
    ["export DATABASE_URL='postgres://db/shop'", { host: 'db', database: 'shop' }],
    ['postgres:///?service=prod', { service: 'prod' }],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected))
})

describe('name=value', () => {
  test.each([
    ['host=db dbname=shop', { host: 'db', database: 'shop' }],
    ["host = db  dbname = 'a b' user='o\\'brien' password='back\\\\slash'", { host: 'db', database: 'a b', user: "o'brien", password: 'back\\slash' }],
    ["password=a\\ b dbname=shop", { password: 'a b', database: 'shop' }],
    ["password='' dbname=shop", { database: 'shop' }],
    ['password= dbname=shop', { password: 'dbname=shop' }],
    ['service=prod', { service: 'prod' }],
    ['hostaddr=10.0.0.1 port=5433', { host: '10.0.0.1', port: 5433 }],
    ['host=/var/run/postgresql', { host: '/var/run/postgresql' }],
    ["password=a=b'c dbname=shop", { password: "a=b'c", database: 'shop' }],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected))
})

describe('notes', () => {
  test.each([
    ['postgres://a,b:5433/shop', '2 hosts are given; the first is used'],
    ['host=a,b port=1,2', '2 hosts'],
    ['jdbc:postgresql://db/shop', 'JDBC'],
    ['postgres://db/shop?connect_timeout=3&schema=public', 'Not used: connect_timeout, schema'],
    ['host=db hostaddr=10.0.0.1', 'hostaddr is not used'],
  ])('%s', (text, note) => expect(parseConnectionString(text).notes.join('\n')).toContain(note))

  test('of several hosts the first is taken with its own port', () => {
    expect(read('host=a,b port=1,2')).toEqual({ host: 'a', port: 1 })
    expect(read('postgres://a:1,b:2/shop')).toEqual({ host: 'a', port: 1, database: 'shop' })
  })
})

describe('what cannot be read is refused without a word of the password', () => {
  test.each([
    'postgres://app:pl4nted@secret@db/shop',
    'postgres://app:pl4nted/secret@db/shop',
    'postgres://app:pl4nted%zz@db/shop',
    'postgres://app:pl4nted%00@db/shop',
    'postgres://app:pl4nted@db:0/shop',
    'postgres://app:pl4nted@db:70000/shop',
    'postgres://app:pl4nted@[::1/shop',
    'postgres://app:pl4nted@::1/shop',
    'postgres://db/shop?password=pl4nted&sslmode=sometimes',
    'postgres://db/shop?password=pl4nted=x',
    'postgres://db/shop?pl4nted',
    'jdbc:postgresql:pl4nted',
    'host=db password=pl4nted user',
    "host=db password='pl4nted",
    "host=db password='pl4nted'x",
    'pl4nted',
    `postgres://db/${'pl4nted'.repeat(20)}`,
  ])('%s', (text) => {
    const thrown = (() => {
      try {
        return parseConnectionString(text)
      } catch (error) {
        return error
      }
    })()
    expect(thrown).toBeInstanceOf(AppError)
    expect(thrown).toMatchObject({ code: 'bad_request' })
    expect(`${JSON.stringify(thrown)} ${(thrown as Error).stack} ${String((thrown as Error).cause)}`).not.toContain('pl4nted')
  })
})
