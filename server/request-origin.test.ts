import { expect, test } from 'vitest'
import { foreignRequest, ownHosts } from './request-origin.ts'

const hosts = ownHosts('127.0.0.1', 4510)

test('the own page and a shell are at home', () => {
  expect(foreignRequest('GET', { host: '127.0.0.1:4510' }, hosts)).toBeUndefined()
  expect(foreignRequest('GET', { host: 'localhost:4510', origin: 'http://localhost:4510', 'sec-fetch-site': 'same-origin' }, hosts)).toBeUndefined()
  expect(foreignRequest('GET', { host: '127.0.0.1:4510', 'sec-fetch-site': 'none' }, hosts)).toBeUndefined()
})

test.each([
  [{}], [{ host: 'evil.example:4510' }], [{ host: '127.0.0.1' }], [{ host: '127.0.0.1:4511' }],
  [{ host: '127.0.0.1:4510', origin: 'http://localhost:4510' }], [{ host: '127.0.0.1:4510', origin: 'null' }], [{ host: '127.0.0.1:4510', origin: 'https://127.0.0.1:4510' }],
  [{ host: '127.0.0.1:4510', 'sec-fetch-site': 'cross-site' }], [{ host: '127.0.0.1:4510', 'sec-fetch-site': 'same-site' }],
])('%j is foreign', (headers) => {
  expect(foreignRequest('GET', headers, hosts)).toMatch(/^A request/)
})

test('a link may be followed from elsewhere, and a form may not be sent from there', () => {
  const link = { host: '127.0.0.1:4510', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect(foreignRequest('GET', link, hosts)).toBeUndefined()
  expect(foreignRequest('POST', link, hosts)).toMatch(/^A request/)
  expect(foreignRequest('GET', { ...link, 'sec-fetch-dest': 'iframe' }, hosts)).toMatch(/^A request/)
})

test('an address of the network is its own name alone', () => {
  expect(ownHosts('192.168.1.5', 80)).toEqual(['192.168.1.5:80'])
  expect(ownHosts('fe80::1', 80)).toEqual(['[fe80::1]:80'])
})
