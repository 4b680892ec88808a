import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DatabaseSession } from '#shared/contract/restores.ts'
import css from './restores.module.css'

interface SessionsProps {
  sessions: readonly DatabaseSession[]
  agreed: boolean
  onAgree: (agreed: boolean) => void
}

/** Who is connected, each by name, and the consent to end them. What this Strata itself holds open is not asked for. */
export function Sessions({ sessions, agreed, onAgree }: SessionsProps) {
  const { t } = useTranslation('restores')
  const others = sessions.filter(({ own }) => !own)
  if (others.length === 0) return <p className={css.quiet}>{t('check.nobody')}</p>
  return (
    <section className={css.sessions} aria-label={t('check.connected', { count: others.length })}>
      <h3>{t('check.connected', { count: others.length })}</h3>
      <div className={css.scroll}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('check.program')}</th>
              <th scope="col">{t('check.user')}</th>
              <th scope="col">{t('check.from2')}</th>
              <th scope="col">{t('check.state')}</th>
            </tr>
          </thead>
          <tbody>
            {others.map(({ pid, application, user, client, state }) => (
              <tr key={pid}>
                <td>{application || t('check.unnamed')}</td>
                <td>{user}</td>
                <td>{client ?? t('check.local')}</td>
                <td>{state}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Checkbox label={t('check.agree')} checked={agreed} onChange={(event) => onAgree(event.currentTarget.checked)} />
    </section>
  )
}
