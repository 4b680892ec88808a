import { create } from 'zustand'

interface SignInState {
  /** The host asked to sign in although somebody was: calls wait until somebody is again. */
  ended: boolean
}

export const useSignInState = create<SignInState>(() => ({ ended: false }))

/** What a page asks before anybody is signed in. */
const open = new Set(['session', 'signIn', 'makeOwner', 'signOut'])

/** Whether a call must wait for somebody to sign in, instead of failing. */
export function waitsForSignIn(path: readonly string[]): boolean {
  return !(path[0] === 'access' && open.has(path[1] ?? ''))
}

export function sessionEnded(): void {
  useSignInState.setState({ ended: true })
}

export function signedInAgain(): void {
  useSignInState.setState({ ended: false })
}

/** Ends when somebody is signed in; at once where nobody has to. Throws when the call is given up meanwhile. */
export function untilSignedIn(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!useSignInState.getState().ended) return resolve()
    const giveUp = () => settle(() => reject(signal?.reason as Error))
    const forget = useSignInState.subscribe(({ ended }) => !ended && settle(resolve))
    const settle = (then: () => void) => {
      forget()
      signal?.removeEventListener('abort', giveUp)
      then()
    }
    signal?.addEventListener('abort', giveUp)
    if (signal?.aborted) giveUp()
  })
}
