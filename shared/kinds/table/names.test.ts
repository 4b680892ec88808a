import { expect, test } from 'vitest'
import { compact, generatedName, optionChanges, optionsOf, optionText } from './names.ts'

test('a generated name is shortened as PostgreSQL does it, the longer part first, and cuts no character', () => {
  expect(generatedName('orders', 'id', 'seq')).toBe('orders_id_seq')
  expect(generatedName('a'.repeat(63), 'id', 'seq')).toBe(`${'a'.repeat(56)}_id_seq`)
  expect(generatedName('a'.repeat(40), 'b'.repeat(40), 'key')).toBe(`${'a'.repeat(29)}_${'b'.repeat(29)}_key`)
  expect(generatedName('é'.repeat(31), 'id', 'seq')).toBe(`${'é'.repeat(28)}_id_seq`)
})

test('options are read by name, with the prefix of the table that holds long values', () => {
  expect(optionsOf(['fillfactor=70', 'autovacuum_enabled=false'])).toEqual({ autovacuum_enabled: 'false', fillfactor: '70' })
  expect(optionsOf(['autovacuum_enabled=false'], 'toast.')).toEqual({ 'toast.autovacuum_enabled': 'false' })
  expect(optionsOf(null)).toEqual({})
})

test('only the options that differ are set or reset', () => {
  expect(optionChanges({ fillfactor: '70', gone: '1' }, { fillfactor: '80' })).toEqual(['RESET (gone)', "SET (fillfactor = '80')"])
  expect(optionChanges({ fillfactor: '70' }, { fillfactor: '70' })).toEqual([])
  expect(optionText({ 'toast.autovacuum_enabled': 'false' })).toBe("toast.autovacuum_enabled = 'false'")
})

test('data holds only what differs from the default', () => {
  expect(compact({ a: null, b: false, c: undefined, d: {}, e: [], f: 0, g: '', h: true })).toEqual({ f: 0, g: '', h: true })
})
