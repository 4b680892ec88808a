import { expect, test } from 'vitest'
import { PlainProblem, PlainScanner, type PlainPiece } from './plain-scanner.ts'

/** In pieces of every size it must be the same. */
function scan(text: string, size = text.length || 1): PlainPiece[] {
  const scanner = new PlainScanner()
  const pieces: PlainPiece[] = []
  for (let at = 0; at < text.length; at += size) pieces.push(...scanner.push(text.slice(at, at + size)))
  return joined([...pieces, ...scanner.end()])
}

function joined(pieces: PlainPiece[]): PlainPiece[] {
  return pieces.reduce<PlainPiece[]>((all, piece) => {
    const before = all.at(-1)
    if (piece.kind === 'rows' && before?.kind === 'rows') all[all.length - 1] = { kind: 'rows', text: before.text + piece.text, rows: before.rows + piece.rows }
    else all.push(piece)
    return all
  }, [])
}

const dump = [
  '--', '-- PostgreSQL database dump', '--', '', '\\restrict aB3x', '', "SET client_encoding = 'UTF8';", 'CREATE TABLE public.t (id integer, note text);',
  'COPY public.t (id, note) FROM stdin;', '1\t\\\\! rm -rf /', '2\t\\.x', '\\connect evil', "3\t'; \\q", '\\.', '', '',
  "CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $_$BEGIN\n\\! touch /tmp/x;\nRETURN E'a\\';b'; END$_$;",
  'CREATE FUNCTION public.g() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;',
  "INSERT INTO public.t VALUES (1, 'a;b'), (2, '\\! not a command');", "COMMENT ON TABLE public.t IS 'c:\\temp';", 'CREATE VIEW public."odd;\\name" AS SELECT 1; /* \\! in /* nested */ comment */',
  "SELECT E'it''s \\\\! text';", '\\unrestrict aB3x', '', '-- PostgreSQL database dump complete', '',
].join('\n')

test('statements, rows and comments come out whole, whatever the pieces they come in', () => {
  const whole = scan(dump)
  expect(whole.filter(({ kind }) => kind === 'sql').map((piece) => 'text' in piece && piece.text.slice(0, 24))).toEqual([
    'SET client_encoding = \'UT', 'CREATE TABLE public.t (i', 'CREATE FUNCTION public.f', 'CREATE FUNCTION public.g', 'INSERT INTO public.t VAL', 'COMMENT ON TABLE public.', 'CREATE VIEW public."odd;', "/* \\! in /* nested */ com",
  ].map((text) => text.slice(0, 24)))
  expect(whole.find(({ kind }) => kind === 'rows')).toEqual({ kind: 'rows', text: "1\t\\\\! rm -rf /\n2\t\\.x\n\\connect evil\n3\t'; \\q\n", rows: 4 })
  expect(whole.find((piece) => piece.kind === 'sql' && piece.text.startsWith('INSERT'))).toMatchObject({ groups: 2, line: 21 })
  for (const size of [1, 2, 3, 7, 64]) expect(scan(dump, size)).toEqual(whole)
})

test('a dump with the line ends of Windows is the same', () => {
  const windows = scan(dump.replaceAll('\n', '\r\n'))
  expect(windows.map(({ kind }) => kind)).toEqual(scan(dump).map(({ kind }) => kind))
})

test.each([
  ['\\! touch /tmp/x\n', 1, '\\!'],
  ['SELECT 1;\n\\connect other\n', 2, '\\connect'],
  ['SELECT 1 \\gexec\n', 1, '\\gexec'],
  ['SELECT 1; \\! id\n', 1, '\\!'],
  ['\\restrict a\nSELECT 1;\n\\unrestrict b\n\\! id\n', 3, '\\unrestrict'],
  ['\\restrict a\n\\restrict b\n', 2, '\\restrict'],
  ['\\unrestrict a\n', 1, '\\unrestrict'],
  ['\\restrict a; \\! id\n', 1, '\\restrict'],
  ["SELECT 'a\\'; \\! id\n';", 1, '\\!'],
  ['CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\n\\.\n\\! id\n', 5, '\\!'],
  ['SELECT $a$ x $b$ \\! $a$;\n\\o /tmp/x\n', 2, '\\o'],
  ['-- comment\\! is one\nSELECT 1; -- \\! too\n\\copy t from x\n', 3, '\\copy'],
])('%j is refused in line %i for %s', (text, line, command) => {
  for (const size of [1, 5, text.length]) expect(() => scan(text, size)).toThrow(expect.objectContaining({ line, message: expect.stringContaining(`psql command ${command}`) }))
})

test.each([
  ['COPY t FROM stdin;\n1\n2\n', 'in the middle of the rows'],
  ["SELECT 'unfinished", 'in the middle of a statement'],
  ['SELECT 1', 'in the middle of a statement'],
  ['\\restrict a\nSELECT 1;\n', 'no \\unrestrict'],
  ["COPY t FROM '/etc/passwd';\n", 'not in the dump'],
  ["COPY t FROM PROGRAM 'id';\n", 'not in the dump'],
  ["COPY (SELECT 1) TO PROGRAM 'cat from stdin';\n", 'not in the dump'],
  ['COPY t FROM stdin; SELECT 1;\n1\n\\.\n', 'behind COPY'],
  ['SELECT 1\0;\n', 'NUL'],
])('%j is refused because of %s', (text, problem) => {
  for (const size of [1, 5, text.length]) expect(() => scan(text, size)).toThrow(PlainProblem)
  expect(() => scan(text)).toThrow(problem)
})

test('a row that is longer than the pieces it comes in is one row', () => {
  const long = `COPY t FROM stdin;\n${'x'.repeat(3_000_000)}\n\\.\n`
  expect(scan(long, 100_000).find(({ kind }) => kind === 'rows')).toMatchObject({ rows: 1 })
})
