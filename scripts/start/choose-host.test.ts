import { expect, test } from 'vitest'
import { browserCommand, hasDisplay, noWindow } from './choose-host.ts'

test('on Linux a window needs a display and somebody other than root', () => {
  expect(noWindow({ platform: 'linux', variables: {}, uid: 1000 })).toBe('there is no display')
  expect(noWindow({ platform: 'linux', variables: { DISPLAY: ':0' }, uid: 0 })).toBe('Electron does not run as root')
  expect(noWindow({ platform: 'linux', variables: { WAYLAND_DISPLAY: 'wayland-0' }, uid: 1000 })).toBeUndefined()
})

test('macOS and Windows always have a display', () => {
  expect([noWindow({ platform: 'darwin', variables: {}, uid: 0 }), noWindow({ platform: 'win32', variables: {} })]).toEqual([undefined, undefined])
  expect(hasDisplay({ platform: 'win32', variables: {} })).toBe(true)
})

test('an address is never read by a shell, where its & would end a command', () => {
  const url = 'http://127.0.0.1:1/?token=a&b=c'
  expect([browserCommand('linux', url), browserCommand('darwin', url), browserCommand('win32', url)]).toEqual([
    ['xdg-open', url],
    ['open', url],
    ['rundll32', 'url.dll,FileProtocolHandler', url],
  ])
})
