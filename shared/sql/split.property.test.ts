import * as fc from 'fast-check'
import { loadModule, parseSync } from 'libpg-query'
import { beforeAll, expect, test } from 'vitest'
import { skipBlank } from './lexer.ts'
import { byteToOffset } from './offsets.ts'
import { splitScript } from './split.ts'

beforeAll(loadModule)

const nasty = fc.string({
  unit: fc.constantFrom('a', ';', "'", '"', '$', '$$', '\\', '--', '/*', '*/', '\n', '(', ')', ':x', '😀', '客', ' ', '[', 'END'),
  maxLength: 12,
})

const literal = fc.oneof(
  nasty.map((text) => `'${text.replaceAll("'", "''")}'`),
  nasty.map((text) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`),
  nasty.map((text) => `E'a'\n'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`),
  nasty.map((text) => `U&'${text.replaceAll('\\', '').replaceAll("'", "''")}'`),
  nasty.map((text) => `$q$${text}$q$`),
  nasty.filter((text) => !text.includes('$')).map((text) => `$$${text}$$`),
  fc.constantFrom(
    '1',
    '2.5',
    '$1',
    'NULL',
    "b'01'",
    "x'1f'",
    '(a)[1:2]',
    'a[n:m]',
    "JSON_OBJECT('k':v)",
    'CASE WHEN a THEN 1 ELSE 2 END',
    '1::int',
    'f(x := 1)',
  ),
)
const identifier = fc.oneof(
  fc.constantFrom('t', 'e', 'begin', 'atomic', 'a$b', '客户', '_x1'),
  nasty.filter((text) => text !== '').map((text) => `"${text.replaceAll('"', '""')}"`),
)
const trivia = fc.oneof(
  fc.constantFrom(' ', '\n', '\t', '\r\n', ' -- ; \' "\n', '/* ; */', '/* /* ; */ $$ */', ' /*/ ; */ '),
  nasty.filter((text) => !text.includes('\n')).map((text) => ` -- ${text}\n`),
)

const select = fc.array(literal, { minLength: 1, maxLength: 4 }).map((items) => ['SELECT', items.join(' , ')])
const simple = fc.oneof(
  select,
  fc.tuple(identifier, literal).map(([name, value]) => ['INSERT', 'INTO', name, 'VALUES', '(', value, ')']),
  identifier.map((name) => ['CREATE', 'TABLE', name, '(', name, 'int', ')']),
)
const statement = fc.oneof(
  { weight: 5, arbitrary: simple },
  identifier.map((name) => ['DROP', 'TABLE', name]),
  fc
    .tuple(simple, simple)
    .map(([a, b]) => ['CREATE', 'RULE', 'r', 'AS', 'ON', 'INSERT', 'TO', 't', 'DO', '(', ...a, ';', ...b, ')'])
    .filter((words) => !words.includes('TABLE')),
  fc
    .array(select, { maxLength: 3 })
    .map((bodies) => ['CREATE', 'FUNCTION', 'f', '(', ')', 'RETURNS', 'int', 'BEGIN', 'ATOMIC', ...bodies.flatMap((body) => [...body, ';']), 'END']),
  nasty.filter((text) => !text.includes('$')).map((text) => ['DO', `$$${text}$$`]),
  fc.constantFrom(
    ['BEGIN'],
    ['COMMIT'],
    ['WITH', 'a', 'AS', '(', 'SELECT', '1', ')', 'SELECT', '2'],
    ['COPY', 't', 'FROM', "'stdin'"],
    ['(', 'SELECT', '1', ')'],
  ),
)

/** A script with blanks and comments between all tokens, empty statements, and a last statement with or without its semicolon. */
const script = fc
  .tuple(
    fc.array(fc.tuple(statement, fc.array(trivia, { minLength: 1, maxLength: 8 })), { maxLength: 6 }),
    fc.array(fc.constantFrom(';', ';;', '; \n ;'), { minLength: 6, maxLength: 6 }),
    fc.boolean(),
  )
  .map(([statements, separators, closed]) => {
    const parts = statements.map(([tokens, gaps]) => tokens.map((token, i) => `${gaps[i % gaps.length] ?? ' '}${token}`).join('') + (gaps[0] ?? ''))
    const joined = parts.map((part, i) => part + (closed || i < parts.length - 1 ? separators[i] : '')).join('')
    // The parser's wrapper refuses an empty text.
    return ` ${joined}`
  })

test("statements are those of PostgreSQL's grammar", () => {
  fc.assert(
    fc.property(script, (text) => {
      const expected = (parseSync(text).stmts ?? []).map(({ stmt_location = 0, stmt_len = 0 }) => {
        const start = byteToOffset(text, stmt_location)
        return { start, end: stmt_len === 0 ? text.length : byteToOffset(text, stmt_location + stmt_len) }
      })
      const { statements, problems } = splitScript(text)
      expect(problems).toEqual([])
      expect(statements.map(({ start }) => start)).toEqual(expected.map(({ start }) => start))
      // The grammar's statement reaches to its semicolon and may have comments at its end.
      expect(statements.map(({ end }, i) => skipBlank(text.slice(0, expected[i]?.end), end))).toEqual(expected.map(({ end }) => end))
    }),
    { numRuns: 1500 },
  )
})

test('any text at all is split into slices that rise and never overlap', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          nasty,
          fc.constantFrom('COPY t FROM STDIN;\n', '\\.\n', '\\gexec\n', '\\copy x from stdin\n', '\0', '\r', "e'", ';', 'CREATE FUNCTION f() BEGIN ATOMIC '),
        ),
      ),
      (shards) => {
        const text = shards.join('')
        let last = 0
        for (const { start, end, text: slice, copyData } of splitScript(text).statements) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(slice).toBe(text.slice(start, end))
          last = end
          if (copyData) expect(copyData.end).toBeGreaterThanOrEqual(copyData.start)
        }
        expect(last).toBeLessThanOrEqual(text.length)
      },
    ),
  )
})
