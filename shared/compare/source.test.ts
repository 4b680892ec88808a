import { expect, test } from 'vitest'
import { AppError } from '../contract/app-error.ts'
import { parseSource, shownSource } from './source.ts'

test('every form of a source is read', () => {
  expect(parseSource('env:Shop 店')).toEqual({ kind: 'env', env: 'Shop 店' })
  expect(parseSource(' postgres://ann@db/shop ')).toEqual({ kind: 'url', url: 'postgres://ann@db/shop' })
  expect(parseSource('postgresql://db/shop?sslmode=require')).toMatchObject({ kind: 'url' })
  expect(parseSource('dir:migrations')).toEqual({ kind: 'dir', folder: 'migrations', version: undefined })
  expect(parseSource('dir:/srv/shop/migrations@1.2')).toEqual({ kind: 'dir', folder: '/srv/shop/migrations', version: '1.2' })
  expect(parseSource('snapshot:8f2c')).toEqual({ kind: 'snapshot', snapshot: '8f2c' })
  expect(parseSource('snapshot:./before.strata-snapshot.gz')).toEqual({ kind: 'snapshot-file', file: './before.strata-snapshot.gz' })
  expect(parseSource('before.strata-snapshot.gz')).toEqual({ kind: 'snapshot-file', file: 'before.strata-snapshot.gz' })
  expect(parseSource('backup:shop_v12_ab12')).toEqual({ kind: 'backup', backup: 'shop_v12_ab12' })
})

test('a folder may have an @ in its name', () => {
  expect(parseSource('dir:/srv/shop@prod')).toEqual({ kind: 'dir', folder: '/srv/shop@prod', version: undefined })
  expect(parseSource('dir:/srv/shop@prod@7')).toEqual({ kind: 'dir', folder: '/srv/shop@prod', version: '7' })
  expect(parseSource('dir:C:\\shop\\migrations@3')).toEqual({ kind: 'dir', folder: 'C:\\shop\\migrations', version: '3' })
})

test('what is no source says what may be written', () => {
  for (const text of ['shop', 'env:', 'dir: ', 'dir:@7', 'mysql://x/y', 'backup:', 'host=db password=hunter2']) {
    const problem = problemOf(text)
    expect(problem).toMatchObject({ code: 'source_invalid', help: expect.stringContaining('env:NAME') })
    expect(JSON.stringify(problem)).not.toContain('hunter2')
  }
})

test('a password is shown in no form of an address', () => {
  const secret = 'hunter2'
  const forms = [`postgres://ann:${secret}@db:5433/shop`, `postgres://db/shop?user=ann&password=${secret}`, `POSTGRES://:${secret}@db/shop`, `postgres://ann:x/${secret}@db/shop`, `postgres://ann:${secret}@[bad/shop`]
  for (const form of forms) expect(shownSource(form)).not.toContain(secret)
  expect(shownSource(forms[0] ?? '')).toBe('postgres://ann@db:5433/shop')
  expect(shownSource('env:shop')).toBe('env:shop')
})

function problemOf(text: string): unknown {
  try {
    parseSource(text)
  } catch (thrown) {
    return (thrown as AppError).data
  }
  throw new Error(`${text} was taken`)
}
