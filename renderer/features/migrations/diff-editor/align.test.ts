import { expect, test } from 'vitest'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { splitScript } from '#shared/sql/split.ts'
import { align } from './align.ts'

const traced = (text: string): TracedStatement[] =>
  splitScript(text).statements.map(({ number, line, command, text: sql }) => ({ number, line, endLine: line, command, text: sql, outcome: 'ran', reason: null, ms: 1, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: 0, notices: [], onTarget: null, blocks: [] }))
const states = (before: string, now: string) => align(splitScript(now).statements, traced(before)).map(({ state, traced: of }) => `${state} ${of?.number ?? '-'}`)

test('a text that was not touched is all the same', () => {
  expect(states('SELECT 1;\nSELECT 2;', 'SELECT 1;\n\n-- a comment\nSELECT 2;')).toEqual(['same 1', 'same 2'])
})

test('a changed statement between two others keeps its place', () => {
  expect(states('SELECT 1;\nSELECT 2;\nSELECT 3;', 'SELECT 1;\nSELECT 22;\nSELECT 3;')).toEqual(['same 1', 'changed 2', 'same 3'])
})

test('a statement that was added has nothing before it, one that is gone leaves no trace', () => {
  expect(states('SELECT 1;\nSELECT 3;', 'SELECT 1;\nSELECT 2;\nSELECT 3;')).toEqual(['same 1', 'new -', 'same 2'])
  expect(states('SELECT 1;\nSELECT 2;\nSELECT 3;', 'SELECT 1;\nSELECT 3;')).toEqual(['same 1', 'same 3'])
})

test('equal statements are taken in their order', () => {
  expect(states('SELECT 1;\nSELECT 1;', 'SELECT 0;\nSELECT 1;\nSELECT 1;')).toEqual(['new -', 'same 1', 'same 2'])
})
