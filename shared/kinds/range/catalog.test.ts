import { expect, test } from 'vitest'
import { standardMultirange } from './catalog.sql.ts'

test('the multirange is called as PostgreSQL calls it: the first "range" becomes "multirange", else it is added, within 63 bytes', () => {
  expect(standardMultirange('s', 'timerange')).toEqual(['s', 'timemultirange'])
  expect(standardMultirange('s', 'rangerange')).toEqual(['s', 'multirangerange'])
  expect(standardMultirange('s', 'times')).toEqual(['s', 'times_multirange'])
  expect(standardMultirange('s', 'é'.repeat(31))[1]).toBe(`${'é'.repeat(26)}_multirange`)
})
