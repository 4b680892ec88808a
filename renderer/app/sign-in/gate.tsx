import { useEffect, useState } from 'react'
import type { Me } from '#shared/contract/access.ts'
import { useRules } from '../../client/rules.ts'
import { useSession } from '../../client/session.ts'
import { sessionEnded, useSignInState } from '../../client/sign-in-state.ts'
import { Frame } from '../frame.tsx'
import { SignInAgain } from './sign-in-again.tsx'
import { SignInPage } from './sign-in-page.tsx'
import css from './sign-in.module.css'

/** Nothing of the studio is drawn before it is known who looks at it; what was drawn stays when a session ends. */
export function Gate() {
  const session = useSession()
  const { ended } = useSignInState()
  const [entered, setEntered] = useState<Me | 'unknown' | null>(null)
  const me = session.data?.me ?? (session.isError && !session.data ? 'unknown' : null)
  if (me !== null && entered === null) setEntered(me)
  const lost = entered !== null && session.data?.me === null
  useEffect(() => {
    if (lost) sessionEnded()
  }, [lost])
  const judged = useRules(session.data?.signIn === 'users') !== undefined || session.data?.signIn !== 'users'
  if (entered !== null && !judged) return <div className={css.waiting} />
  if (entered === null) return session.data ? <SignInPage session={session.data} /> : <div className={css.waiting} />
  return (
    <>
      <Frame />
      {ended && <SignInAgain before={entered === 'unknown' ? null : entered} />}
    </>
  )
}
