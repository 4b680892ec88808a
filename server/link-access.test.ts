import { expect, test } from 'vitest'
import { LinkAccess } from './link-access.ts'

test('the link is good for one sign-in', () => {
  const access = new LinkAccess(4510, false)
  const cookie = access.signIn(access.linkToken)
  expect(cookie).toMatch(/^strata_4510=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(access.signIn(access.linkToken)).toBeUndefined()
})

test('a session is known by its cookie alone', () => {
  const access = new LinkAccess(4510, false)
  expect(access.signIn('wrong')).toBeUndefined()
  const [session] = (access.signIn(access.linkToken) ?? '').split(';')
  expect(access.admits({ cookie: `theme=dark; ${session}` })).toBe(true)
  expect(access.admits({ cookie: session?.slice(0, -1) })).toBe(false)
  expect(access.admits({ cookie: session?.replace('4510', '4511') })).toBe(false)
  expect(access.admits({})).toBe(false)
})

test('an API token works where one was asked for, and the link token is none', () => {
  const access = new LinkAccess(4510, true)
  expect(access.admits({ authorization: `Bearer ${access.apiToken}` })).toBe(true)
  expect(access.admits({ authorization: `Bearer ${access.linkToken}` })).toBe(false)
  expect(new LinkAccess(4510, false).admits({ authorization: 'Bearer undefined' })).toBe(false)
})
