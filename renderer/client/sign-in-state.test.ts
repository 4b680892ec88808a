import { expect, test } from 'vitest'
import { sessionEnded, signedInAgain, untilSignedIn, waitsForSignIn } from './sign-in-state.ts'

test('calls wait for somebody to sign in, but those that sign in do not', () => {
  expect(waitsForSignIn(['migrations', 'apply'])).toBe(true)
  expect(waitsForSignIn(['access', 'users'])).toBe(true)
  expect(['session', 'signIn', 'makeOwner', 'signOut'].filter((verb) => waitsForSignIn(['access', verb]))).toEqual([])
})

test('a call goes on when somebody is signed in again, and one that is given up fails', async () => {
  await untilSignedIn(undefined)
  sessionEnded()
  const went: string[] = []
  const stop = new AbortController()
  const kept = untilSignedIn(undefined).then(() => went.push('on'))
  const given = untilSignedIn(stop.signal).catch((reason: Error) => went.push(reason.name))
  stop.abort()
  await given
  expect(went).toEqual(['AbortError'])
  await expect(untilSignedIn(AbortSignal.abort())).rejects.toThrow(/abort/)
  signedInAgain()
  await kept
  expect(went).toEqual(['AbortError', 'on'])
})
