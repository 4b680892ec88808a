import { useTranslation } from 'react-i18next'
import { retentionClass } from '#shared/backups/retention.ts'
import type { RetainedBackup } from '#shared/contract/backups-keeping.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Section } from '../../../ui/panel.tsx'
import { useRetention } from './use-retention.ts'
import css from './keeping.module.css'

/** Why a backup stays, and until when. */
export function StaySection({ id }: { id: string }) {
  const { t } = useTranslation('keeping')
  const retained = useRetention()?.find((one) => one.id === id)
  if (!retained) return null
  return (
    <Section title={t('stays.title')}>
      <StayWords retained={retained} />
    </Section>
  )
}

function StayWords({ retained }: { retained: RetainedBackup }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const reasonWords = useReasonWords()
  if (retained.deleted) return <p className={css.due}>{t('stays.goes')}</p>
  return (
    <>
      <ul className={css.reasons}>
        {reasonWords(retained).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {retained.expiresAt && <p className={css.small}>{t('stays.until', { when: format.dateTime(retained.expiresAt) })}</p>}
    </>
  )
}

/** Each reason as a part of a sentence. */
export function useReasonWords(): (retained: RetainedBackup) => string[] {
  const { t } = useTranslation('keeping')
  return ({ reasons, env, neededBy, trigger }) => {
    const own = retentionClass(trigger)
    const kind = own ? t(`form.classes.${own}`) : ''
    return reasons.flatMap((reason) => (reason === 'expired' ? [] : [t(`stays.${reason}`, { env, class: kind, what: neededBy.join(', ') })]))
  }
}
