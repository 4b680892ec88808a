import { describe, expect, test } from 'vitest'
import { areComparable, mayLose, rewritesTable, usingText } from './types.ts'

describe('USING of a change of type', () => {
  test.each([
    ['integer', 'bigint', null],
    ['character varying(20)', 'character varying(10)', null],
    ['uuid', 'text', null],
    ['text', 'integer', 'c::integer'],
    ['boolean', 'integer', 'c::integer'],
    ['text', 'public.mood', 'c::public.mood'],
    ['public.mood', 'public.state', 'c::text::public.state'],
    ['text[]', 'character varying(9)[]', null],
    ['integer', 'integer[]', 'c::text::integer[]'],
  ])('from %s to %s is %s', (from, to, using) => expect(usingText('c', from, to)).toBe(using))
})

test('a length that only grows, and types of equal bytes, write nothing anew', () => {
  const changes = [['character varying(10)', 'character varying(20)'], ['character varying(10)', 'text'], ['text', 'character varying'], ['numeric(5,2)', 'numeric(9,2)'], ['numeric(5,2)', 'numeric'], ['timestamp(3) without time zone', 'timestamp(6) without time zone'], ['cidr', 'inet']]
  for (const [from = '', to = ''] of changes) expect(rewritesTable(from, to), `${from} to ${to}`).toBe(false)
})

test('other changes write the table anew', () => {
  const changes = [['integer', 'bigint'], ['text', 'character varying(10)'], ['character varying(20)', 'character varying(10)'], ['numeric(5,2)', 'numeric(5,3)'], ['numeric', 'numeric(5,2)'], ['character(3)', 'character(5)'], ['text', 'text[]'], ['timestamp without time zone', 'timestamp with time zone']]
  for (const [from = '', to = ''] of changes) expect(rewritesTable(from, to), `${from} to ${to}`).toBe(true)
})

test('what may not fit is told from what always fits', () => {
  expect(mayLose('bigint', 'integer')).toBe(true)
  expect(mayLose('text', 'date')).toBe(true)
  expect(mayLose('numeric', 'numeric(5,2)')).toBe(true)
  expect(mayLose('integer', 'bigint')).toBe(false)
  expect(mayLose('uuid', 'text')).toBe(false)
  expect(mayLose('date', 'timestamp without time zone')).toBe(false)
})

test('numbers can be compared with numbers, and a text with no uuid', () => {
  expect(areComparable('integer', 'bigint')).toBe(true)
  expect(areComparable('text', 'character varying(5)')).toBe(true)
  expect(areComparable('text', 'uuid')).toBe(false)
})
