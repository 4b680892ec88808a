import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fleet, FleetStates } from '#shared/contract/fleet.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { CancelButton, JobProgress } from '../../app/job-detail.tsx'
import { useJob } from '../../client/jobs.ts'
import { api } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { MemberGrid } from './member-grid.tsx'
import { StateGroups, unreadGroup } from './state-groups.tsx'
import { refreshFleets } from './use-fleet.ts'
import css from './fleet.module.css'

/** The members by distinct state, as they were read last. */
export function StatesView({ fleet }: { fleet: Fleet }) {
  const { t } = useTranslation('fleet')
  const last = useQuery(api.fleet.lastStates.queryOptions({ input: { fleet: fleet.id }, staleTime: 60_000 }))
  const read = useMutation(api.fleet.states.mutationOptions())
  const view = useJob(read.data?.jobId)
  const done = view !== undefined && isFinished(view.job.state)
  const reading = (read.isPending || read.isSuccess) && !done
  useEffect(() => {
    if (done) void refreshFleets()
  }, [done])
  const states = last.data?.states
  const start = () => read.mutate({ fleet: fleet.id })
  return (
    <>
      {reading && (
        <div className={css.reading}>
          {view?.job.progress ? <JobProgress progress={view.job.progress} /> : <Bar label={t('states.reading')} />}
          {view && <CancelButton job={view.job} />}
        </div>
      )}
      {(read.error ?? view?.job.error) && !reading && view?.job.state !== 'cancelled' && <ErrorNotice error={read.error ?? view?.job.error} onRetry={start} />}
      {last.isPending && <SkeletonRows rows={12} height={32} />}
      {last.isError && <ErrorNotice fill error={last.error} onRetry={() => void last.refetch()} />}
      {states === null && !reading && (
        <Empty title={t('states.never')} action={<Button icon={<RefreshCw />} disabled={!fleet.envKnown} onClick={start}>{t('states.read')}</Button>}>
          {t('states.neverText')}
        </Empty>
      )}
      {states && <Known states={states} busy={reading} onRead={start} />}
    </>
  )
}

function Known({ states, busy, onRead }: { states: FleetStates; busy: boolean; onRead: () => void }) {
  const { t } = useTranslation('fleet')
  const format = useFormat()
  const [group, setGroup] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const [search] = useDebouncedValue(words.trim().toLowerCase(), 120)
  const shown = states.members.filter((member) => (group === null || (member.state ?? unreadGroup) === group) && member.label.toLowerCase().includes(search))
  return (
    <>
      <StateGroups states={states} chosen={group} onChoose={setGroup} />
      <div className={css.tools} role="search" aria-label={t('states.search')}>
        <TextInput className={css.search} size="xs" leftSection={<Search size={14} aria-hidden />} placeholder={t('states.search')} aria-label={t('states.search')} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        <span className={css.quiet}>{shown.length === states.members.length ? t('members', { count: shown.length }) : t('states.some', { shown: format.number(shown.length), all: format.number(states.members.length) })}</span>
        <span className={css.gap} />
        <span className={css.quiet} title={format.exact(states.at)}>{t('states.asOf', { when: format.ago(states.at) })}</span>
        <Button size="s" icon={<RefreshCw />} busy={busy} onClick={onRead}>
          {t('states.again')}
        </Button>
      </div>
      {shown.length === 0 ? <Empty title={t('states.nothing')} /> : <MemberGrid states={states} members={shown} />}
    </>
  )
}
