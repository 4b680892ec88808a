import { expect, test } from 'vitest'
import { shortQuery } from './short-query.ts'

test.each([
  ["SELECT * FROM people WHERE name = 'O''Brien' AND id = 4711", "SELECT * FROM people WHERE name = '...' AND id = ?"],
  ["ALTER ROLE anna PASSWORD 'geheim", "ALTER ROLE anna PASSWORD '...'"],
  ['SELECT $x$secret$x$, $1, t2.c3', "SELECT '...', $1, t2.c3"],
  ["SELECT 1 -- the password is 'abc'\n  FROM t", 'SELECT ? FROM t'],
  ["SELECT E'it\\'s secret', 2.5", "SELECT '...', ?"],
])('%s is shown without values', (text, shown) => expect(shortQuery(text)).toBe(shown))

test('what is long is cut', () => {
  expect(shortQuery(`SELECT ${'abc, '.repeat(100)}d`)).toHaveLength(200)
})
