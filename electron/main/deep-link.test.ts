import { expect, test } from 'vitest'
import { linkInArguments, placeOfLink } from './deep-link.ts'

test('a link names a screen, what is chosen on it, and an environment', () => {
  expect(placeOfLink('strata://migrations/V12__order_totals.sql?env=shop%20production')).toBe('/migrations/V12__order_totals.sql?env=shop%20production')
  expect(placeOfLink('strata://backups')).toBe('/backups')
})

test('a link begins nothing', () => {
  expect(placeOfLink('strata://backups/b-1?env=e1&do=restore')).toBe('/backups/b-1?env=e1')
})

test.each([
  'strata://settings', 'https://migrations/shop', 'strata://migrations/..%2f..', 'strata://migrations/<script>', 'strata://migrations/a/b', 'strata://migrations?env=%3Cb%3E',
  'strata://', 'strata://%', 'x',
])('%s opens nothing', (link) => {
  expect(placeOfLink(link)).toBeUndefined()
})

test('the link is found among other arguments', () => {
  expect(linkInArguments(['/usr/bin/strata', '--flag', 'strata://timeline'])).toBe('strata://timeline')
  expect(linkInArguments(['/usr/bin/strata'])).toBeUndefined()
})
