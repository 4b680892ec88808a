import { expect, test } from 'vitest'
import { foreignRequest, isLoopback, ownOrigins } from './request-origin.ts'

const hosts = ownOrigins({ address: '127.0.0.1', port: 4510, tls: false })

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
  expect(ownOrigins({ address: '192.168.1.5', port: 8080, tls: false })).toEqual(['http://192.168.1.5:8080'])
  expect(ownOrigins({ address: 'fe80::1', port: 8443, tls: true })).toEqual(['https://[fe80::1]:8443'])
})

test('the usual port may be written or left out', () => {
  const origins = ownOrigins({ address: '192.168.1.5', port: 443, tls: true })
  expect(foreignRequest('GET', { host: '192.168.1.5', origin: 'https://192.168.1.5' }, origins)).toBeUndefined()
  expect(foreignRequest('GET', { host: '192.168.1.5:443' }, origins)).toBeUndefined()
  expect(foreignRequest('GET', { host: '192.168.1.5:80' }, origins)).toMatch(/^A request/)
})

test('behind a proxy the public address is at home too, with its own scheme', () => {
  const origins = ownOrigins({ address: '127.0.0.1', port: 4510, tls: false, publicUrl: 'https://strata.example/' })
  expect(origins[0]).toBe('https://strata.example')
  expect(foreignRequest('POST', { host: 'strata.example', origin: 'https://strata.example' }, origins)).toBeUndefined()
  expect(foreignRequest('POST', { host: 'strata.example', origin: 'http://strata.example' }, origins)).toMatch(/^A request/)
  expect(foreignRequest('POST', { host: 'strata.example', origin: 'http://127.0.0.1:4510' }, origins)).toMatch(/^A request/)
  expect(foreignRequest('POST', { host: 'strata.example.evil.example' }, origins)).toMatch(/^A request/)
})

test('only the own machine is loopback', () => {
  expect(['127.0.0.1', '127.8.0.1', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true])
  expect(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.evil.example', '128.0.0.1'].map(isLoopback)).toEqual([false, false, false, false, false])
})
