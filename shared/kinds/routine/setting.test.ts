import { expect, test } from 'vitest'
import { settingClause } from './setting.ts'

test('a list of names is written name by name', () => {
  expect(settingClause('search_path', 'public, "my schema", "$user", "a""b,c"')).toBe(`search_path TO 'public', 'my schema', '$user', 'a"b,c'`)
})

test('an empty search_path stays empty', () => {
  expect(settingClause('search_path', '""')).toBe("search_path TO ''")
})

test('any other value is one text, whatever is in it', () => {
  expect(settingClause('DateStyle', "ISO, 'DMY'")).toBe(`"DateStyle" TO 'ISO, ''DMY'''`)
  expect(settingClause('app.mode', 'x')).toBe(`"app.mode" TO 'x'`)
})
