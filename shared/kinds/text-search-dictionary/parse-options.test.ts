import { expect, test } from 'vitest'
import { parseOptions } from './parse-options.ts'

test('options are read as the server wrote them, with quoted names, quotes inside of values and backslashes', () => {
  expect(parseOptions("language = 'english', stopwords = 'it''s'")).toEqual({ language: "'english'", stopwords: "'it''s'" })
  expect(parseOptions(`"Odd ""name""" = E'a\\\\b', maxlen = 3`)).toEqual({ 'Odd "name"': `E'a\\\\b'`, maxlen: '3' })
  expect(parseOptions('')).toEqual({})
})
