import { useTranslation } from 'react-i18next'
import type { RestoreResult } from '#shared/contract/backups.ts'
import css from './restores.module.css'

/** What differs from the manifest, each as a sentence with both numbers; and what pg_restore said that changes nothing. */
export function Comparison({ differences, harmless }: Pick<RestoreResult, 'differences' | 'harmless'>) {
  const { t } = useTranslation(['restores', 'backups'])
  return (
    <>
      {differences.length > 0 && (
        <section className={css.sentences} data-tone="warn" aria-label={t('restores:sentence.lead', { count: differences.length })}>
          <h3>{t('restores:sentence.lead', { count: differences.length })}</h3>
          {differences.map(({ subject, expected, found }) => (
            <p key={`${subject} ${expected}`}>{t('restores:sentence.one', { subject, expected, found })}</p>
          ))}
        </section>
      )}
      {harmless.length > 0 && (
        <details className={css.harmless}>
          <summary>{t('backups:wizard.harmless', { count: harmless.length })}</summary>
          <ul>
            {harmless.map(({ message, why }) => (
              <li key={message}>
                <code>{message}</code> {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
