import { expect, test } from 'vitest'
import { changedOptions, createOptions, sequenceOptions } from './options.ts'

const plain = { type: 'bigint', start: '1', increment: '1', min: '1', max: '9223372036854775807', cache: '1', cycle: false }

test('a sequence with the defaults of its type and direction says nothing', () => {
  expect(sequenceOptions(plain)).toEqual({})
  expect(sequenceOptions({ ...plain, increment: '-1', min: '-9223372036854775808', max: '-1', start: '-1' })).toEqual({ increment: '-1' })
  expect(sequenceOptions({ ...plain, type: 'integer', max: '2147483647' })).toEqual({ type: 'integer' })
})

test('what differs is what CREATE SEQUENCE is told', () => {
  const options = sequenceOptions({ type: 'smallint', start: '5', increment: '2', min: '5', max: '100', cache: '3', cycle: true })
  expect(createOptions(options)).toEqual(['AS smallint', 'INCREMENT BY 2', 'MINVALUE 5', 'MAXVALUE 100', 'CACHE 3', 'CYCLE'])
})

test('a change of type names all bounds, and never moves the sequence', () => {
  expect(changedOptions({ type: 'integer' }, {}, 'bigint')).toEqual(['AS bigint', 'MINVALUE 1', 'MAXVALUE 9223372036854775807', 'START WITH 1'])
  expect(changedOptions({}, { cache: '5' }, 'bigint')).toEqual(['CACHE 5'])
  expect(changedOptions({ cycle: true, start: '9' }, {}, 'bigint')).toEqual(['START WITH 1', 'NO CYCLE'])
})
