import { KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './sign-in.module.css'

interface ProviderLinkProps {
  provider: { name: string; href: string }
  /** Keeps this page, which has work on it. */
  apart?: boolean
}

export function ProviderLink({ provider, apart = false }: ProviderLinkProps) {
  const { t } = useTranslation('access')
  return (
    <>
      <p className={css.or}>
        <span>{t('signIn.or')}</span>
      </p>
      <a className={css.provider} href={provider.href} {...(apart && { target: '_blank', rel: 'noreferrer' })}>
        <KeyRound aria-hidden /> {t('signIn.provider', { name: provider.name })}
      </a>
      {apart && <p className={css.quiet}>{t('signIn.providerApart')}</p>}
    </>
  )
}
