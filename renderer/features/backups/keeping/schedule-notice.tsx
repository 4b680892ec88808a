import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import css from './keeping.module.css'

/** A backup that should have been made by itself and was not: nobody looks into the log of a night. */
export function ScheduleNotice() {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const { data } = useQuery(api.backups.schedule.queryOptions({ input: {}, refetchInterval: 60_000 }))
  const failed = (data?.work ?? []).flatMap(({ env, what, last }) => (last?.state === 'failed' ? [{ env, what, ...last }] : []))
  return failed.map(({ env, what, at, problem, retryAt }) => (
    <p key={`${env} ${what}`} className={css.notice} role="status">
      <TriangleAlert aria-hidden />
      <span>
        {t(what === 'backup' ? 'schedule.failed' : 'schedule.rehearsalFailed', { env, when: format.dateTime(at), problem: problem ?? '' })} {retryAt && t('schedule.retry', { when: format.dateTime(retryAt) })}
      </span>
    </p>
  ))
}
