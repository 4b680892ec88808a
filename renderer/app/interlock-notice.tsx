import { Radio, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BusySession } from '#shared/contract/interlock.ts'
import { api } from '../client/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../i18n/use-now.ts'
import type { InterlockChoice } from './interlock.ts'
import css from './interlock.module.css'

interface InterlockNoticeProps {
  /** Id of the environment. */
  env: string
  /** What is in the way: of a migration dumps, of a backup migrations. */
  of: 'dumps' | 'migrations'
  value: InterlockChoice
  onChange: (value: InterlockChoice) => void
}

const everyMs = 3_000

/** Who dumps or migrates there now, since when, and whether to wait for it or to go on; nothing where nobody does. */
export function InterlockNotice({ env, of, value, onChange }: InterlockNoticeProps) {
  const { t } = useTranslation('confirmations')
  const { data } = useQuery({ ...api.interlock.check.queryOptions({ input: { env } }), refetchInterval: everyMs, staleTime: 0 })
  const busy = data?.[of] ?? []
  if (busy.length === 0) return null
  return (
    <section className={css.notice} role="status" aria-label={t(`interlock.${of}`)}>
      <p className={css.head}>
        <Hourglass aria-hidden />
        <b>{t(`interlock.${of}`)}</b>
      </p>
      <ul>
        {busy.slice(0, 4).map((each) => (
          <Session key={each.pid} session={each} />
        ))}
      </ul>
      <p className={css.quiet}>{t(`interlock.${of}Why`)}</p>
      <Radio.Group aria-label={t('interlock.how')} value={value.how} onChange={(how) => onChange({ ...value, how: how as InterlockChoice['how'] })}>
        <div className={css.choices}>
          <Radio classNames={{ description: css.help }} value="wait" label={t('interlock.wait')} description={t('interlock.waitHelp')} />
          <Radio classNames={{ description: css.help }} value="override" label={t('interlock.override')} description={t('interlock.overrideHelp')} />
        </div>
      </Radio.Group>
      {value.how === 'override' && <TextInput label={t('interlock.reason')} maxLength={2000} required withAsterisk={false} value={value.reason} onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })} />}
      {data?.notes.map((note) => (
        <p key={note} className={css.quiet}>
          {note}
        </p>
      ))}
    </section>
  )
}

function Session({ session: { pid, application, user, since, certain } }: { session: BusySession }) {
  const { t } = useTranslation('confirmations')
  const format = useFormat()
  const now = useNow(1_000)
  return (
    <li>
      <b>{application || t('interlock.unnamed')}</b> {t('interlock.session', { pid, user: user ?? '?' })}
      {since !== null && ` · ${t('interlock.since', { since: format.ago(since, now) })}`}
      {!certain && ` · ${t('interlock.looks')}`}
    </li>
  )
}
