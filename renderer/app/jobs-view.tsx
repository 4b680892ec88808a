import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { loadJobs, useJobFeed, type JobView } from '../client/jobs.ts'
import { useEnvironments } from '../client/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { useNow } from '../i18n/use-now.ts'
import { Empty } from '../ui/empty.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { ActivityIcon } from '../ui/icons.tsx'
import { Panel, PanelBody, PanelHead } from '../ui/panel.tsx'
import { List, Row } from '../ui/row.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StateDot } from '../ui/state-dot.tsx'
import { JobDetail } from './job-detail.tsx'
import { jobLooks, jobTitle } from './job-words.ts'
import { useNavigation } from './navigation.ts'
import css from './jobs-view.module.css'

/** Running and past jobs, and one of them in full. */
export function JobsView({ tools }: { tools?: ReactNode }) {
  const { t } = useTranslation('frame')
  const { jobs, order } = useJobFeed()
  const { screen, item } = useNavigation()
  const [chosen, choose] = useState<string | null>(screen === 'activity' ? item : null)
  const loaded = useQuery({ queryKey: ['jobs-loaded'], queryFn: () => loadJobs().then(() => true), staleTime: Infinity })
  const views = order.flatMap((id) => jobs[id] ?? [])
  const shown = (chosen && jobs[chosen]) || views[0]
  return (
    <div className={css.split}>
      <Panel className={css.list} label={t('screens.activity')}>
        <PanelHead title={t('screens.activity')} note={views.length > 0 ? views.length : undefined} level={screen === 'activity' ? 1 : 2} />
        <PanelBody>
          {loaded.isPending && <SkeletonRows rows={4} height={40} />}
          {loaded.isError && views.length === 0 && <ErrorNotice fill error={loaded.error} onRetry={() => void loaded.refetch()} />}
          {loaded.isSuccess && views.length === 0 && (
            <Empty icon={<ActivityIcon />} title={t('activity.empty')}>
              {t('activity.emptyText')}
            </Empty>
          )}
          <List label={t('screens.activity')}>
            {views.map((view) => (
              <JobRow key={view.job.id} view={view} selected={view === shown} onChoose={() => choose(view.job.id)} />
            ))}
          </List>
        </PanelBody>
      </Panel>
      {shown ? <JobDetail key={shown.job.id} jobId={shown.job.id} tools={tools} /> : <Panel>{tools && <PanelHead title="">{tools}</PanelHead>}</Panel>}
    </div>
  )
}

function JobRow({ view: { job }, selected, onChoose }: { view: JobView; selected: boolean; onChoose: () => void }) {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const now = useNow()
  const { data: environments = [] } = useEnvironments()
  const look = jobLooks[job.state]
  const name = environments.find(({ id }) => id === job.env)?.name ?? job.env
  return (
    <Row lead={<StateDot {...look} label={t(`jobState.${job.state}`)} />} selected={selected} onChoose={onChoose} end={<span className={css.when}>{format.ago(job.createdAt, now)}</span>}>
      <span className={css.title}>{jobTitle(t, job, name)}</span>
    </Row>
  )
}
