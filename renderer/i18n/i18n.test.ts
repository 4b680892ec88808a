import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { errorCodes, errorKind } from '#shared/contract/errors.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { errorWords } from './errors.ts'
import { languageOf } from './language.ts'

type Words = { [key: string]: string | Words }

function words(language: string, file: string): Words {
  return JSON.parse(readFileSync(join(import.meta.dirname, language, file), 'utf8')) as Words
}

function flat(part: Words, path = ''): Map<string, string> {
  return new Map(Object.entries(part).flatMap(([key, value]) => (typeof value === 'string' ? [[path + key, value] as const] : [...flat(value, `${path}${key}.`)])))
}

const names = (text: string) => [...text.matchAll(/\{\{?(\w+)/g)].map(([, name]) => name).toSorted()
const files = readdirSync(join(import.meta.dirname, 'en'))

describe.each(files)('the words of %s', (file) => {
  const english = flat(words('en', file))
  const chinese = flat(words('zh-CN', file))

  test('are all there in Chinese, and no others', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  test('have the same places to fill', () => {
    const differ = [...english].filter(([key, text]) => JSON.stringify(names(text)) !== JSON.stringify(names(chinese.get(key) ?? '')))
    expect(differ.map(([key]) => key)).toEqual([])
  })

  test('are not empty', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
  })
})

describe('the words of errors', () => {
  const chinese = words('zh-CN', 'errors.json') as Record<string, { message: string; help: string }>

  test('stand in Chinese for every code', () => {
    expect(Object.keys(chinese).toSorted()).toEqual([...errorCodes].toSorted())
  })

  test('ask for no value that the English does not have', () => {
    const extra = errorCodes.flatMap((code) => names(chinese[code]?.message ?? '').filter((name) => !names(errorKind(code).message).includes(name)).map((name) => `${code}: ${name}`))
    expect(extra).toEqual([])
  })

  test('are filled with the values of the error', () => {
    const error = new AppError('host_unreachable', { host: 'db', port: 5432, cause: 'refused' })
    expect(errorWords(error.data, 'zh-CN').message).toBe('db:5432 没有响应（refused）。')
    expect(errorWords(error.data, 'en').message).toBe('Nothing answers at db:5432 (refused).')
  })

  test('give way to help that the error brings itself', () => {
    const error = new AppError('backup_failed', { problem: 'x' }, { help: 'Ask Anna.' })
    expect(errorWords(error.data, 'zh-CN').help).toBe('Ask Anna.')
  })
})

test('the language is the setting, or the first of the system that there is', () => {
  expect(languageOf('en', ['zh-CN'])).toBe('en')
  expect(languageOf('system', ['fr-FR', 'zh-Hans-CN', 'en'])).toBe('zh-CN')
  expect(languageOf('system', ['fr-FR', 'en-GB'])).toBe('en')
  expect(languageOf('system', ['fr-FR'])).toBe('en')
})
