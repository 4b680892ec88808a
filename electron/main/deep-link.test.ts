import { expect, test } from 'vitest'
import { linkInArguments, placeOfLink } from './deep-link.ts'

test('a link names an area and what in it', () => {
  expect(placeOfLink('strata://migrations/shop%20production/12')).toBe('/migrations/shop%20production/12')
  expect(placeOfLink('strata://backups')).toBe('/backups')
})

test.each(['strata://settings', 'https://migrations/shop', 'strata://migrations/..%2f..', 'strata://migrations/<script>', 'strata://migrations/a/b/c/d', 'strata://', 'strata://%', 'x'])('%s opens nothing', (link) => {
  expect(placeOfLink(link)).toBeUndefined()
})

test('the link is found among other arguments', () => {
  expect(linkInArguments(['/usr/bin/strata', '--flag', 'strata://timeline'])).toBe('strata://timeline')
  expect(linkInArguments(['/usr/bin/strata'])).toBeUndefined()
})
