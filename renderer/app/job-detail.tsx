import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isFinished, type Job, type Progress } from '#shared/contract/jobs.ts'
import { cancelJob, useJob, type LogLine } from '../client/jobs.ts'
import { useEnvironments } from '../client/queries.ts'
import { useFormat } from '../i18n/format.ts'
import { Bar } from '../ui/bar.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Panel, PanelHead } from '../ui/panel.tsx'
import { Tag } from '../ui/tag.tsx'
import { jobLooks, jobTitle } from './job-words.ts'
import { useProgressWords } from './progress-words.ts'
import css from './jobs-view.module.css'

/** One job: true progress, live log, Cancel, and how it ended. */
export function JobDetail({ jobId, tools }: { jobId: string; tools?: ReactNode }) {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const view = useJob(jobId)
  const { data: environments = [] } = useEnvironments()
  if (!view) return <Panel>{null}</Panel>
  const { job, log } = view
  const name = environments.find(({ id }) => id === job.env)?.name ?? job.env
  const took = job.startedAt && job.endedAt ? format.duration(Date.parse(job.endedAt) - Date.parse(job.startedAt)) : undefined
  return (
    <Panel label={t('activity.detail')}>
      <PanelHead title={jobTitle(t, job, name)} tags={<Tag tone={jobLooks[job.state].tone}>{t(`jobState.${job.state}`)}</Tag>} note={took}>
        {!isFinished(job.state) && <CancelButton job={job} />}
        {tools}
      </PanelHead>
      {!isFinished(job.state) && job.progress && <JobProgress progress={job.progress} />}
      {job.error && job.state !== 'cancelled' && (
        <div className={css.problem}>
          <ErrorNotice error={job.error} />
        </div>
      )}
      <Log lines={log} />
    </Panel>
  )
}

export function CancelButton({ job }: { job: Job }) {
  const { t } = useTranslation('frame')
  const [error, setError] = useState<unknown>()
  const cancel = () => cancelJob(job.id).catch(setError)
  return (
    <>
      {error !== undefined && <Tag tone="bad">{t('activity.cancelFailed')}</Tag>}
      <Button size="s" variant="danger" busy={job.state === 'cancelling'} onClick={() => void cancel()}>
        {job.state === 'cancelling' ? t('jobState.cancelling') : t('activity.cancel')}
      </Button>
    </>
  )
}

export function JobProgress({ progress }: { progress: Progress }) {
  const words = useProgressWords()
  const share = progress.total ? (progress.done ?? 0) / progress.total : undefined
  return (
    <div className={css.progress}>
      <div className={css.line}>
        <span>{progress.label}</span>
        <span>{words(progress)}</span>
      </div>
      <Bar value={share} label={progress.label} />
    </div>
  )
}

/** Follows the end of the log until a reader scrolls up. */
function Log({ lines }: { lines: readonly LogLine[] }) {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  useEffect(() => {
    if (following.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [lines])
  const look = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current ?? { scrollTop: 0, scrollHeight: 0, clientHeight: 0 }
    following.current = scrollHeight - scrollTop - clientHeight < 24
  }
  return (
    <div ref={box} className={css.log} onScroll={look} role="log" aria-label={t('activity.log')} tabIndex={0}>
      {lines.length === 0 && <span className={css.quiet}>{t('activity.noLog')}</span>}
      {lines.map(({ seq, at, level, text }) => (
        <span key={seq} className={css[level]}>
          <time>{format.time(at)}</time>
          {text}
        </span>
      ))}
    </div>
  )
}
