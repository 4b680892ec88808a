import { expect, test } from 'vitest'
import { onlyCommentsDiffer, sqlEssence } from './sql-essence.ts'

test('comments, line ends and indentation make no difference', () => {
  expect(onlyCommentsDiffer('-- licence\r\nCREATE TABLE a (\r\n  id int\r\n);\r\n', '/* other /* nested */ words */\nCREATE TABLE a ( id int ); -- end')).toBe(true)
})

test('white space inside quotes is text', () => {
  expect(onlyCommentsDiffer("SELECT 'a  b'", "SELECT 'a b'")).toBe(false)
  expect(onlyCommentsDiffer('SELECT "a  b"', 'SELECT "a b"')).toBe(false)
  expect(onlyCommentsDiffer('DO $x$ a  b $x$', 'DO $x$ a b $x$')).toBe(false)
})

test('what looks like a comment inside quotes is text', () => {
  expect(sqlEssence("SELECT '--', \"/*\", $$ -- $$, E'\\'--'  -- gone")).toBe("SELECT '--', \"/*\", $$ -- $$, E'\\'--'")
})

test('equal texts are not said to differ', () => {
  expect(onlyCommentsDiffer('SELECT 1', 'SELECT 1')).toBe(false)
})
