import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#shared/contract/access.ts'
import { queryClient } from '../../client/query-client.ts'
import { askSession, enter, startOver, useSession } from '../../client/session.ts'
import { signedInAgain, useSignInState } from '../../client/sign-in-state.ts'
import { Button } from '../../ui/button.tsx'
import { LinkSteps } from './by-link.tsx'
import { ProviderLink } from './provider-link.tsx'
import { SignInForm } from './sign-in-form.tsx'
import css from './sign-in.module.css'

const every = 3_000

/** Keys that dialogs of the studio would take: they stay under this one. Listens before any of them does. */
window.addEventListener(
  'keydown',
  (event) => {
    if (useSignInState.getState().ended && (event.key === 'Escape' || ((event.ctrlKey || event.metaKey) && /^[jk\d]$/i.test(event.key)))) {
      event.stopImmediatePropagation()
      event.preventDefault()
    }
  },
  { capture: true },
)

/** The session ended while there is work on the screen: it stays under this dialog, and what was asked goes on afterwards. */
export function SignInAgain({ before }: { before: Me | null }) {
  const { t } = useTranslation('access')
  const { data: session } = useSession()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector<HTMLInputElement>('input:not([readonly])')?.focus()
  }, [])
  useOtherTab(before)
  return (
    <dialog ref={dialog} className={css.again} aria-labelledby="again-title" onCancel={(event) => event.preventDefault()}>
      <h2 className={css.title} id="again-title">
        {t('again.title')}
      </h2>
      <p className={css.lead}>{t('again.text')}</p>
      {session?.signIn === 'link' ? <LinkSteps /> : <SignInForm {...(before && { name: before.name })} submit={t('again.submit')} onDone={(me) => goOn(me, before)} />}
      {session?.provider && <ProviderLink provider={session.provider} apart />}
      <Button variant="quiet" size="s" className={css.leave} onClick={startOver}>
        {t('again.other')}
      </Button>
    </dialog>
  )
}

/** Who signed in elsewhere, in another tab or through a provider, is signed in here too. */
function useOtherTab(before: Me | null): void {
  useEffect(() => {
    const look = () => void askSession().then(({ me }) => me && goOn(me, before), () => undefined)
    const timer = setInterval(look, every)
    window.addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', look)
    }
  }, [before])
}

/** Somebody else must not see, or finish, what this person had begun. */
function goOn(me: Me, before: Me | null): void {
  if (before !== null && before.id !== me.id) return startOver()
  enter(me)
  signedInAgain()
  void queryClient.invalidateQueries()
}
