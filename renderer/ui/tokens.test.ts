import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

function tokensOf(scheme: 'light' | 'dark'): Record<string, string> {
  const block = css.slice(css.indexOf(`color-scheme='${scheme}'`)).split('}')[0] ?? ''
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]))
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (scheme) => {
  const token = tokensOf(scheme)
  const words = ['ink', 'ink2', 'ink3', 'accent', 'ok', 'warn', 'bad', 'vio', 'kw', 'ty', 'str', 'com', 'prod', 'stg', 'dev']

  test.each(words)('%s can be read on every ground', (name) => {
    const grounds = ['bg', 'panel', 'raise', 'accent-bg', ...(token[`${name}-bg`] ? [`${name}-bg`] : []), ...(name.startsWith('ink') ? ['hover'] : [])]
    const weak = grounds.filter((ground) => contrast(token[name] ?? '', token[ground] ?? '') < 4.5)
    expect(weak).toEqual([])
  })

  test('the words of a primary button can be read', () => {
    expect(contrast(token['on-accent'] ?? '', token['accent'] ?? '')).toBeGreaterThan(4.5)
    expect(contrast(token['on-accent'] ?? '', token['accent-hover'] ?? '')).toBeGreaterThan(4.5)
  })
})

test('no other style sheet names a colour of its own', () => {
  const root = join(import.meta.dirname, '..')
  const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.css') && !file.endsWith('tokens.css'))
  const raw = sheets.filter((file) => /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(readFileSync(join(root, file), 'utf8')))
  expect(sheets.length).toBeGreaterThan(10)
  expect(raw).toEqual([])
})
