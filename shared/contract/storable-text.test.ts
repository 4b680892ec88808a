import { expect, test } from 'vitest'
import { unstorableText } from './storable-text.ts'

test('names the field that cannot be stored, wherever it stands', () => {
  expect(unstorableText({ env: 'shop', draft: { notes: ['fine', 'a\u0000b'] } })).toEqual({ field: 'draft.notes.1', problem: expect.stringContaining('U+0000') })
  expect(unstorableText({ text: 'half \ud83d' })).toEqual({ field: 'text', problem: expect.stringContaining('surrogate') })
  expect(unstorableText({ 'a\u0000': 1 })).toMatchObject({ field: '(name)' })
})

test('lets everything else pass', () => {
  expect(unstorableText({ text: '商店 😀 \t\n', count: 1, none: null, list: [true, new Date()] })).toBeUndefined()
  expect(unstorableText(undefined)).toBeUndefined()
})
