import { expect, test } from 'vitest'
import { rebase } from './rebase.ts'

const at = (text: string, word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })

test('a place before an edit stays, one after it moves along, one in it is gone', () => {
  const before = 'DROP TABLE a;\nDROP TABLE b;\nDROP TABLE c;\n'
  const now = before.replace('TABLE b', 'TABLE if_there b2')
  const moved = rebase(before, now)
  expect(moved(at(before, 'TABLE a'))).toEqual(at(now, 'TABLE a'))
  expect(moved(at(before, 'TABLE c'))).toEqual(at(now, 'TABLE c'))
  expect(moved(at(before, 'TABLE b;'))).toBeUndefined()
})

test('an insertion at the beginning moves everything', () => {
  const before = 'ALTER TABLE a;\n'
  const now = `SET x = 1;\n${before}`
  expect(rebase(before, now)(at(before, 'ALTER TABLE a'))).toEqual(at(now, 'ALTER TABLE a'))
})

test('an equal text moves nothing, and line ends of Windows are counted out', () => {
  expect(rebase('a b', 'a b')({ start: 2, end: 3 })).toEqual({ start: 2, end: 3 })
  const before = 'one;\r\ntwo;\r\n'
  expect(rebase(before, 'one;\ntwo;\n')(at(before, 'two'))).toEqual(at('one;\ntwo;\n', 'two'))
})

test('an empty place where something was inserted moves behind it', () => {
  expect(rebase('ab', 'aXb')({ start: 1, end: 1 })).toEqual({ start: 2, end: 2 })
})
