import { expect, test } from 'vitest'
import { passwordStrength } from './password-strength.ts'

test.each([
  ['', 'short'], ['elevenchars', 'short'],
  ['aaaaaaaaaaaaaaaa', 'guessable'], ['123456789012', 'guessable'], ['abcdefghijklmnop', 'guessable'], ['Password1234', 'guessable'], ['strataStrata2026', 'guessable'],
  ['tRk29vmqPz4w', 'fair'], ['garlic-wharf-pen', 'good'], ['copper kettle violin marsh', 'strong'],
] as const)('%j is %s', (password, strength) => {
  expect(passwordStrength(password)).toBe(strength)
})

test('the own name adds nothing to a password', () => {
  expect(passwordStrength('lena.hoffmann.7')).toBe('fair')
  expect(passwordStrength('lena.hoffmann.7', ['lena', 'Hoffmann'])).toBe('guessable')
})
