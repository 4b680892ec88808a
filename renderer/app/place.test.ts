import { expect, test } from 'vitest'
import { hashOf, placeOf, type Place } from './place.ts'

test.each<Place>([
  { screen: 'backups', env: 'e1', item: 'shop-20261122', action: 'restore', view: null },
  { screen: 'migrations', env: null, item: 'billing/V1__a b.sql', action: null, view: null },
  { screen: 'timeline', env: 'x', item: null, action: null, view: 'q=V9&range=1-2' },
])('a place survives its address: %o', (place) => {
  expect(placeOf(hashOf(place))).toEqual(place)
})

test('an unknown address leads to the environments', () => {
  expect(placeOf('#/nothing/here')).toMatchObject({ screen: 'environments' })
  expect(placeOf('')).toMatchObject({ screen: 'environments', item: null })
})
