import { useTranslation } from 'react-i18next'
import { startOver } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import css from './sign-in.module.css'

/** What to do where a link lets one in. */
export function ByLink() {
  const { t } = useTranslation('access')
  return (
    <>
      <h1 className={css.title}>{t('link.title')}</h1>
      <LinkSteps />
      <Button size="l" wide onClick={startOver}>
        {t('link.again')}
      </Button>
    </>
  )
}

export function LinkSteps() {
  const { t } = useTranslation('access')
  return (
    <>
      <p className={css.lead}>{t('link.text')}</p>
      <ol className={css.steps}>
        <li>{t('link.step1')}</li>
        <li>{t('link.step2')}</li>
      </ol>
      <pre className={css.command}>strata serve --link</pre>
      <p className={css.quiet}>{t('link.once')}</p>
    </>
  )
}
