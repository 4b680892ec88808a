import { expect, test } from 'vitest'
import { menuTemplate } from './menu-template.ts'
import { platformTraits } from './platform.ts'
import { wordsFor } from './words.ts'

const actions = { showAbout: () => {}, openDataFolder: () => {} }
const labels = (platform: NodeJS.Platform, language: 'en' | 'zh-CN') => menuTemplate(wordsFor(language, 'en-US'), platformTraits(platform), actions, false).map(({ label }) => label)

test('macOS has the menu with the name of the app, the others have none', () => {
  expect(labels('darwin', 'en')).toEqual(['Strata', 'File', 'Edit', 'View', 'Window', 'Help'])
  expect(labels('linux', 'en')).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
  expect(labels('win32', 'en')).toEqual(labels('linux', 'en'))
})

test('the menu speaks Chinese where the settings or the system say so', () => {
  expect(labels('linux', 'zh-CN')).toEqual(['文件', '编辑', '视图', '窗口', '帮助'])
  expect(wordsFor('system', 'zh-TW')).toBe(wordsFor('zh-CN', 'en-US'))
  expect(wordsFor('system', 'fr-FR')).toBe(wordsFor('en', 'zh-CN'))
})

test('developer tools are in the menu of developers alone', () => {
  const text = (developing: boolean) => JSON.stringify(menuTemplate(wordsFor('en', 'en'), platformTraits('linux'), actions, developing))
  expect(text(true)).toContain('toggleDevTools')
  expect(text(false)).not.toContain('toggleDevTools')
})
