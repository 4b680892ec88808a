import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '#shared/contract/access.ts'
import { enter } from '../../client/session.ts'
import { LogoIcon } from '../../ui/icons.tsx'
import { Appearance } from './appearance.tsx'
import { ByLink } from './by-link.tsx'
import { OwnerForm } from './owner-form.tsx'
import { takeOwnerToken, tokenOf } from './owner-link.ts'
import { PasteLink } from './paste-link.tsx'
import { ProviderLink } from './provider-link.tsx'
import { SignInForm } from './sign-in-form.tsx'
import css from './sign-in.module.css'

/** Stands where the studio will, while nobody is signed in. */
export function SignInPage({ session }: { session: SessionState }) {
  return (
    <div className={css.page}>
      <main className={css.middle}>
        <div className={css.card}>
          <span className={css.logo}>
            <LogoIcon />
          </span>
          <Way session={session} />
        </div>
      </main>
      <Appearance />
    </div>
  )
}

function Way({ session }: { session: SessionState }) {
  const [token, setToken] = useState(takeOwnerToken)
  useEffect(() => {
    const look = () => setToken((before) => takeOwnerToken() ?? before)
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  if (session.needsOwner) return token === null ? <PasteLink onLink={(text) => setToken(tokenOf(text))} /> : <OwnerForm token={token} onOther={() => setToken(null)} />
  return session.signIn === 'link' ? <ByLink /> : <ByName session={session} />
}

function ByName({ session }: { session: SessionState }) {
  const { t } = useTranslation('access')
  return (
    <>
      <h1 className={css.title}>{t('signIn.title')}</h1>
      <p className={css.lead}>{t('signIn.where', { host: location.host })}</p>
      <SignInForm onDone={enter} submit={t('signIn.submit')} />
      {session.provider && <ProviderLink provider={session.provider} />}
      <p className={css.quiet}>{t('signIn.forgotten')}</p>
    </>
  )
}
