import { expect, test } from 'vitest'
import { numbered } from './named-parameters.ts'

test('names become numbers with the type of their value, the same name the same number', () => {
  expect(numbered('SELECT 1 FROM t WHERE a = @a AND b = @b OR a = @a', { a: 'x', b: 7 })).toEqual({ text: 'SELECT 1 FROM t WHERE a = $1::text AND b = $2::bigint OR a = $1::text', values: ['x', 7] })
  expect(numbered('VALUES (@bytes, @part)', { bytes: new Uint8Array([1]), part: 0.5 }).text).toBe('VALUES ($1::bytea, $2::double precision)')
})

test('null stands in the text, so that it fits every type', () => {
  expect(numbered('WHERE @env IS NULL OR env = @env LIMIT @limit', { env: null, limit: 3 })).toEqual({ text: 'WHERE NULL IS NULL OR env = NULL LIMIT $1::bigint', values: [3] })
})

test('strings, quoted names and comments hold no parameters', () => {
  const sql = `SELECT 'a@b ''@c', "@d", $tag$ @e $tag$ -- @f\n/* @g */ FROM t WHERE h = @h`
  expect(numbered(sql, { h: 1 })).toEqual({ text: sql.replace('@h', '$1::bigint'), values: [1] })
})

test('a value that is missing is a mistake and not null', () => {
  expect(() => numbered('WHERE a = @a', {})).toThrow('wants @a')
})
