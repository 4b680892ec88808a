import { expect, test } from 'vitest'
import { isTap, readTap } from './tap.ts'

test('TAP as pgTAP writes it: what holds, what does not and why, what is skipped or still to do', () => {
  const text = ['1..4', 'ok 1 - there is a table', 'not ok 2 - and a key', '# Failed test 2: "and a key"', '#         have: x', '#         want: y', 'ok 3 - # SKIP not on 13', 'not ok 4 - later # TODO write it', '# Looks like you failed 1 test of 4']
  expect(readTap(text)).toEqual([
    { name: 'there is a table', ok: true },
    { name: 'and a key', ok: false, message: 'Failed test 2: "and a key"\n        have: x\n        want: y' },
    { name: 'test 3', ok: true, skipped: 'skip: not on 13' },
    { name: 'later', ok: true, skipped: 'todo: write it' },
  ])
})

test('a plan that is not kept, or not there, fails', () => {
  expect(readTap(['1..2', 'ok 1']).at(-1)).toMatchObject({ ok: false, message: '2 planned, 1 run.' })
  expect(readTap(['ok 1 - a']).at(-1)).toMatchObject({ name: 'has a plan', ok: false })
  expect(readTap(['1..0 # SKIP nothing here'])).toEqual([])
  expect(readTap([])).toEqual([])
})

test.each([['ok 1 - x', true], ['not ok 2', true], ['1..3', true], ['okay', false], ['a\n1..3', true], ['1', false]])('"%s" is TAP: %s', (line, is) => {
  expect(isTap(line)).toBe(is)
})
