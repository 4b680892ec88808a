import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentType, fileOfUrl, isOwnUrl } from './app-origin.ts'

const folder = resolve('/opt/strata/renderer')

describe('files of app://', () => {
  test('the root is the page and a path is the file below the folder', () => {
    expect(fileOfUrl('app://strata/', folder)).toBe(resolve(folder, 'index.html'))
    expect(fileOfUrl('app://strata/assets/index.js?v=1#x', folder)).toBe(resolve(folder, 'assets/index.js'))
  })

  test.each([
    'app://strata/../secret', 'app://strata/%2e%2e/secret', 'app://strata/..%2fsecret', 'app://strata/%2e%2e%2f%2e%2e%2fetc/passwd', 'app://strata/a/..%2f..%2fsecret',
    'app://strata/..%5c..%5csecret', 'app://strata/%00', 'app://strata/%',
  ])('%s never leaves the folder', (url) => {
    const file = fileOfUrl(url, folder)
    expect(file === undefined || file.startsWith(folder)).toBe(true)
  })

  test('other hosts and schemes are nobody', () => {
    expect(fileOfUrl('app://other/index.html', folder)).toBeUndefined()
    expect(isOwnUrl('https://strata/')).toBe(false)
    expect(isOwnUrl('app://strata.example.org/')).toBe(false)
    expect(isOwnUrl('nonsense')).toBe(false)
    expect(isOwnUrl('app://strata/#/timeline')).toBe(true)
  })
})

test('an unknown ending is never a page or a script', () => {
  expect(contentType('a/index.html')).toBe('text/html; charset=utf-8')
  expect(contentType('a/B.JS')).toBe('text/javascript; charset=utf-8')
  expect(contentType('a/secret')).toBe('application/octet-stream')
})
