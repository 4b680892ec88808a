import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('values that are secret are not kept, only that they are set', () => {
  const secret = { secret: true }
  expect(readOptions(['host=a', 'password=x=y', 'sslpassword=z', 'passfile=/a', 'api_key=k', 'user=me'])).toEqual({ host: 'a', password: secret, sslpassword: secret, passfile: secret, api_key: secret, user: 'me' })
})

test('a value may hold an equals sign, and be empty', () => {
  expect(readOptions(['query=a=b', 'empty='])).toEqual({ query: 'a=b', empty: '' })
  expect(readOptions(null)).toEqual({})
})
