import { describe, expect, test } from 'vitest'
import { listRanges, skipName } from './parse-ranges.ts'
import { alteredTable, nodeAs, relationName } from './parse-tree.ts'
import { typeText } from './parse-type.ts'
import { loadGrammar, placeOf } from './parse.ts'

const grammar = await loadGrammar()
const parse = (text: string, start = 0) => grammar.parse({ text, start })

test('a statement that the grammar refuses has its place in the file, counted in UTF-16', () => {
  expect(parse("SELECT '🐘ü' FRM x y", 100).problem).toEqual({ message: 'syntax error at or near "x"', offset: 100 + "SELECT '🐘ü' FRM ".length })
  expect(parse('SELECT \0')).toMatchObject({ node: undefined, problem: { offset: 7 } })
})

test('places in the tree are bytes and become places in the file', () => {
  const text = 'ALTER TABLE "ü🐘" ADD COLUMN a int DEFAULT now()'
  const column = alteredTable(parse(text).node, 'public')?.commands[0]?.column
  expect(placeOf({ text, start: 7 }, column?.location)).toBe(7 + text.indexOf('a int'))
})

test('names are qualified and quoted as they must be', () => {
  const name = (text: string) => relationName(nodeAs(parse(text).node, 'DeleteStmt')?.relation, 'app')
  expect(name('DELETE FROM orders')).toBe('app.orders')
  expect(name('DELETE FROM "Sales"."order"')).toBe('"Sales"."order"')
})

test.each([
  ['int', 'integer'],
  ['int8[]', 'bigint[]'],
  ['varchar(20)', 'character varying(20)'],
  ['char', 'character(1)'],
  ['"char"', '"char"'],
  ['decimal(10, 2)', 'numeric(10,2)'],
  ['timestamp', 'timestamp without time zone'],
  ['timestamptz(3)', 'timestamp(3) with time zone'],
  ['time(2) without time zone', 'time(2) without time zone'],
  ['double precision', 'double precision'],
  ['bigserial', 'bigint'],
  ['public.mood', 'public.mood'],
  ['"Mood"', '"Mood"'],
])('the type %s is printed as %s', (written, printed) => {
  const column = alteredTable(parse(`ALTER TABLE t ADD c ${written}`).node, 'public')?.commands[0]?.column
  expect(typeText(column?.typeName)).toBe(printed)
})

test('what a DO block runs is told apart from what it builds', () => {
  const text = "DO $$ DECLARE r record; BEGIN ALTER TABLE t ADD c int; EXECUTE 'DROP TABLE ' || x; FOR r IN EXECUTE q LOOP DELETE FROM t; END LOOP; END $$"
  expect(grammar.block(text)).toEqual([
    { kind: 'static', text: 'ALTER TABLE t ADD c int' },
    { kind: 'dynamic', text: "'DROP TABLE ' || x" },
    { kind: 'dynamic', text: 'q' },
    { kind: 'static', text: 'DELETE FROM t' },
  ])
  expect(grammar.block('DO $$ BEGIN FOR undeclared IN SELECT 1 LOOP END LOOP; END $$')).toBeUndefined()
})

describe('the parts of a list', () => {
  const parts = (text: string) => listRanges(text, 0).map(({ start, end }) => text.slice(start, end))

  test('end at commas outside of parentheses, quotes and comments', () => {
    expect(parts("a (1, 2), 'x, y' /* , */, \"b,c\" -- , \n, $$,$$, E'\\',' , ARRAY[1, 2]")).toEqual(['a (1, 2)', "'x, y'", '"b,c"', '$$,$$', "E'\\','", 'ARRAY[1, 2]'])
  })

  test('begin behind a name', () => {
    const text = 'ALTER TABLE ONLY "a b" . c ADD d int'
    expect(text.slice(skipName(text, text.indexOf('"')))).toBe(' ADD d int')
  })
})
