import { expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { chooseTarget, urlEnvironment } from './target.ts'

test('an option goes before a variable, and STRATA_URL before DATABASE_URL', () => {
  const variables = { STRATA_URL: 'postgres://a/1', DATABASE_URL: 'postgres://b/2' }
  expect(chooseTarget({ env: 'shop' }, true, variables)).toEqual({ kind: 'saved', env: 'shop' })
  expect(chooseTarget({ url: 'postgres://c/3' }, true, variables)).toEqual({ kind: 'url', url: 'postgres://c/3' })
  expect(chooseTarget({}, true, variables)).toEqual({ kind: 'url', url: 'postgres://a/1' })
  expect(chooseTarget({}, true, { DATABASE_URL: 'postgres://b/2' })).toEqual({ kind: 'url', url: 'postgres://b/2' })
  expect(chooseTarget({}, true, { PGDATABASE: 'shop', DATABASE_URL: 'postgres://b/2' })).toEqual({ kind: 'url', url: 'postgres://b/2' })
  expect(chooseTarget({}, true, { PGDATABASE: 'shop' })).toEqual({ kind: 'url', url: 'postgres://' })
})

test('an operation on all environments does not stumble over a variable', () => {
  expect(chooseTarget({}, false, { DATABASE_URL: 'postgres://b/2' })).toEqual({ kind: 'saved', env: undefined })
})

test('two targets, or none, are an error that says what to give', () => {
  expect(() => chooseTarget({ env: 'a', url: 'b' }, true, {})).toThrow('--env and --url exclude each other')
  expect(helpOf(() => chooseTarget({}, true, {}))).toContain('--env NAME')
})

test('an environment by address is named after its database', () => {
  const connection = { host: 'db', user: 'ci', database: '~shop/7' }
  expect(urlEnvironment(connection, { class: 'production', schema: 'app' })).toMatchObject({ name: 'shop-7', class: 'production', schema: 'app', historyTable: 'flyway_schema_history' })
})

test('an address that lacks something is refused without being quoted', () => {
  expect(() => urlEnvironment({ host: 'secret-host' }, {})).toThrow('connection.database')
})

function helpOf(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (thrown) {
    return (thrown as AppError).data.help
  }
}
