import { ChevronDown, ChevronUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { useRunningJobs } from '../client/jobs.ts'
import { useEnvironments, useStatus } from '../client/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../i18n/use-now.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { useDrawer } from './drawer-state.ts'
import { jobTitle } from './job-words.ts'
import css from './status-bar.module.css'

export function StatusBar({ current }: { current: Environment | undefined }) {
  const { t } = useTranslation('frame')
  const running = useRunningJobs()
  const { open, toggle } = useDrawer()
  const Sign = open ? ChevronDown : ChevronUp
  return (
    <footer className={css.bar}>
      {current ? <Connection env={current} /> : <NoEnvironment />}
      <span className={css.gap} />
      <button type="button" className={css.jobs} onClick={toggle} aria-expanded={open}>
        {running.length === 0 ? t('status.noJobs') : running.length === 1 && running[0] ? jobTitle(t, running[0], current?.name) : t('status.jobs', { count: running.length })}
        <KeyHint keys="mod+J" />
        <Sign aria-hidden />
      </button>
    </footer>
  )
}

function NoEnvironment() {
  const { t } = useTranslation('frame')
  const { isError, isPending } = useEnvironments()
  if (isPending) return <span />
  return isError ? <span className={css.bad}>{t('status.notRead')}</span> : <span>{t('status.noEnvironment')}</span>
}

function Connection({ env }: { env: Environment }) {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const now = useNow(10_000)
  const { data, isError, isPending, dataUpdatedAt } = useStatus(env.id)
  if (isPending) return <span>{t('status.connecting', { name: env.name })}</span>
  if (isError || !data) return <span className={css.bad}>● {t('status.unreachable', { name: env.name })}</span>
  return (
    <>
      <span className={css.ok}>● {t('status.connected', { user: data.server.user, host: env.connection.host })}</span>
      <span>{t('status.asOf', { when: format.ago(dataUpdatedAt, now) })}</span>
      {data.server.readOnly && <span className={css.bad}>{t('status.readOnly')}</span>}
      {!data.history.exists && <span>{t('status.noHistory')}</span>}
    </>
  )
}
