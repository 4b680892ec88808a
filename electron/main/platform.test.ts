import { expect, test } from 'vitest'
import { platformTraits } from './platform.ts'

test('on macOS the app outlives its window and has a menu of its own', () => {
  expect(platformTraits('darwin')).toEqual({ staysWithoutWindows: true, hasAppMenu: true })
})

test('on Windows the taskbar knows the app by its id', () => {
  expect(platformTraits('win32')).toEqual({ staysWithoutWindows: false, hasAppMenu: false, windowIcon: 'icon.ico', appUserModelId: 'org.strata.studio' })
})

test('on Linux the window brings its icon', () => {
  expect(platformTraits('linux')).toEqual({ staysWithoutWindows: false, hasAppMenu: false, windowIcon: 'icon.png' })
})
