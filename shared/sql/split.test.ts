import { expect, test } from 'vitest'
import { splitScript } from './split.ts'

const texts = (script: string) => splitScript(script).statements.map((statement) => statement.text)
const codes = (script: string) => splitScript(script).problems.map((problem) => problem.code)

/** What psql makes of it: one statement each, no problem. */
const whole = [
  "SELECT 'a;b', 'it''s; me', ''",
  "SELECT E'it\\'s; \\\\', e'a''\\';'",
  "SELECT E'a'\n'b\\';c'",
  "SELECT E'a' -- x\n -- '\n 'b\\';c'",
  "SELECT U&'\\0041;', U&\"\\0041;\", b'0;1', x'a;', n';'",
  "SELECT foo_e'a\\' FROM t",
  'SELECT "a;""b;" FROM "c\\"',
  'SELECT $$a;b$$, $tag$ $$;$other$; $tag$, $1, a$b$c, $t$$tt$;$t$',
  'SELECT $é$;$é$',
  'SELECT 1 /* ; /* ; */ ; /* */ */ + 2 -- ; \n + 3',
  'SELECT 1 /*/ ; */ + 2 /**/ + 3 /***/',
  'SELECT 1 /* a /*/ b */ c; */ + 2',
  'CREATE RULE r AS ON INSERT TO t DO (INSERT INTO a VALUES (1); DELETE FROM b)',
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT CASE 1 WHEN 1 THEN 2 END end; END',
  'create or replace procedure p(a int) begin /* x */ atomic end',
  'CREATE FUNCTION begin.f(b int) RETURNS atomic AS $$;$$ LANGUAGE sql',
  'CREATE FUNCTION f() RETURNS begin BEGIN ATOMIC SELECT (CASE WHEN true THEN 1 END); END',
  'SELECT a[1:2], a[x:y], a[:n], a[f(1):"q"], ARRAY[1,2][1:2], (a)[b.c:d]',
  "SELECT 1::int, 'x'::text, f(a := 1, b => 2)",
  "SELECT JSON_OBJECT('a':b, k:v, 'n': json_objectagg('x':y))",
  'SELECT a <@ b, c @> d, e ?| f, - -1, 4 / 2, a || b, a #>> b',
  "COPY t (a, b) FROM PROGRAM 'cat' WITH (FORMAT csv)",
  "COPY t FROM 'stdin'",
  'COPY (SELECT 1 FROM stdin) TO STDOUT',
  'SELECT 客户, "客;户" FROM 表 -- 😀;',
]

test.each(whole)('one statement without a problem: %s', (sql) => {
  const result = splitScript(`;; ${sql}\n ; SELECT 'last'`)
  expect(result.problems).toEqual([])
  expect(result.statements).toHaveLength(2)
  expect(sql.startsWith(result.statements[0]?.text ?? 'none')).toBe(true)
  expect(result.statements[1]?.text).toBe("SELECT 'last'")
})

test('a statement tells its number, place and command, without comments and semicolon around it', () => {
  const script = '-- first\r\nSELECT 1; -- tail\r\n  /* x */ ALTER TABLE t\r\n  ADD c int /* y */ ;\r\n-- end'
  expect(splitScript(script).statements).toEqual([
    { number: 1, text: 'SELECT 1', start: 10, end: 18, line: 2, column: 1, command: 'SELECT' },
    { number: 2, text: 'ALTER TABLE t\r\n  ADD c int', start: 39, end: 65, line: 3, column: 11, command: 'ALTER TABLE' },
  ])
})

test('empty statements, comments and blanks are no statements', () => {
  expect(texts('')).toEqual([])
  expect(texts(' ;; \n; -- x\n /* y */ ;')).toEqual([])
  expect(texts('\ufeffSELECT 1')).toEqual(['SELECT 1'])
  expect(splitScript('\ufeffSELECT 1').statements[0]).toMatchObject({ start: 1, column: 2 })
})

test('a BEGIN that opens no body ends at its semicolon', () => {
  expect(texts('BEGIN; SELECT 1; END; BEGIN ATOMIC; SELECT 2')).toEqual(['BEGIN', 'SELECT 1', 'END', 'BEGIN ATOMIC', 'SELECT 2'])
  expect(texts('CREATE TABLE begin (a int); CREATE TABLE atomic (a int)')).toHaveLength(2)
})

test('rows of COPY reach to the line with backslash and dot', () => {
  const script = "COPY s.from (a) FROM STDIN WITH (FORMAT csv); -- rows\n1,';\n\\.x\n$$\n\\.\nSELECT 1;"
  const { statements, problems } = splitScript(script)
  expect(problems).toEqual([])
  expect(statements.map(({ text, line }) => [text, line])).toEqual([
    ['COPY s.from (a) FROM STDIN WITH (FORMAT csv)', 1],
    ['SELECT 1', 6],
  ])
  const { start, end } = statements[0]?.copyData ?? { start: 0, end: 0 }
  expect(script.slice(start, end)).toBe("1,';\n\\.x\n$$\n")
})

test('rows of COPY may be none, end with CRLF, and follow one another', () => {
  const script = 'copy a from stdin;\r\n\\.\r\ncopy b from stdin; copy c from stdout;\r\n1\r\n\\.\r\n2\r\n\\.'
  const { statements, problems } = splitScript(script)
  expect(problems).toEqual([])
  expect(statements.map(({ copyData }) => script.slice(copyData?.start, copyData?.end))).toEqual(['', '1\r\n', '2\r\n'])
})

test.each([
  ["SELECT 1;\nSELECT 'x", 'unterminated-quote', 2, 8, "'"],
  ["SELECT 'it''s", 'unterminated-quote', 1, 8, "'"],
  ["SELECT E'x\\'", 'unterminated-quote', 1, 8, "E'"],
  ['SELECT "x', 'unterminated-identifier', 1, 8, '"'],
  ['SELECT $fn$ $$ x', 'unterminated-dollar-quote', 1, 8, '$fn$'],
  ['SELECT 1 /* /* */', 'unterminated-comment', 1, 10, '/*'],
  ['COPY t FROM STDIN;\n1\n2\n', 'unterminated-copy', 1, 1, 'COPY'],
  ['COPY t FROM STDIN', 'unterminated-copy', 1, 1, 'COPY'],
  ['SELECT 1;\nSELECT \0 2', 'nul-character', 2, 8, '\\0'],
])('%j is reported where it opens', (script, code, line, column, text) => {
  const [problem, ...more] = splitScript(script).problems
  expect(problem).toMatchObject({ code, line, column, text })
  expect(more).toEqual([])
})

test('psql commands are named and left out', () => {
  const script =
    '\\restrict abc;def\n\\connect - postgres\nSELECT 1 \\gexec\n\\copy t from stdin csv\n1;2\n\\.\n\\if true\nSELECT 2;\n\\unrestrict abc\n\\! ls; ls'
  const { statements, problems } = splitScript(script)
  expect(statements.map(({ text }) => text)).toEqual(['SELECT 1', 'SELECT 2'])
  expect(problems.every(({ code }) => code === 'psql-command')).toBe(true)
  expect(problems.map(({ text, line }) => [text, line])).toEqual([
    ['\\restrict', 1],
    ['\\connect', 2],
    ['\\gexec', 3],
    ['\\copy', 4],
    ['\\if', 7],
    ['\\unrestrict', 9],
    ['\\!', 10],
  ])
})

test('SQL goes on after the double backslash that ends a psql command, and after an escaped semicolon', () => {
  expect(texts('\\echo hi \\\\ SELECT 1;')).toEqual(['SELECT 1'])
  expect(texts('SELECT 1 \\; SELECT 2;')).toEqual(['SELECT 1', 'SELECT 2'])
})

test('psql variables are reported outside of quotes', () => {
  const script = "SELECT :a, :'b', :\"c\", :{?d}, ARRAY[:e], x[1 + :f] FROM :schema.t WHERE z = json_object('k': :g) LIMIT :n"
  expect(splitScript(script).problems.map(({ text }) => text)).toEqual([':a', ":'b'", ':"c"', ':{?d}', ':e', ':f', ':schema', ':g', ':n'])
  expect(codes('SELECT \':a\', ":b", $$:c$$ -- :d\n /* :e */')).toEqual([])
})

test('problems come in the order of the text, and no more than a thousand', () => {
  expect(splitScript("\\q\nSELECT :a, 'x\0").problems.map(({ code }) => code)).toEqual(['psql-command', 'psql-variable', 'unterminated-quote', 'nul-character'])
  expect(splitScript('SELECT :a;\n'.repeat(5000)).problems).toHaveLength(1000)
})

test('deep nesting and long runs end', () => {
  expect(texts(`${'\\'.repeat(4_000_000)}\nSELECT 1`)).toEqual(['SELECT 1'])
  expect(texts(`SELECT ${'('.repeat(100_000)}1${')'.repeat(100_000)}; SELECT 2`)).toHaveLength(2)
  expect(texts(`${'/*'.repeat(50_000)}${'*/'.repeat(50_000)} SELECT 1`)).toEqual(['SELECT 1'])
  expect(codes('/*'.repeat(50_000))).toEqual(['unterminated-comment'])
})
