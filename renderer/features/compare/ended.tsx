import { useQuery } from '@tanstack/react-query'
import { CircleSlash, Clock, PlugZap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Job } from '#shared/contract/jobs.ts'
import { navigate } from '../../app/navigation.ts'
import { api, readable } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useCompare } from './compare-store.ts'
import { environmentOf } from './sources.ts'
import { useDrift, useOffer, useRun } from './use-comparison.ts'
import css from './compare.module.css'

interface EndedProps {
  jobId: string
  /** Absent: it is not known yet, or no longer. */
  job: Job | undefined
  /** Why the comparison of a job that succeeded cannot be shown. */
  problem: unknown
  again: ReturnType<typeof useRun>
  drift: ReturnType<typeof useDrift>
}

/** A comparison without a result: cancelled, failed, or no longer kept. */
export function Ended({ jobId, job, problem, again, drift }: EndedProps) {
  const { t } = useTranslation('compare')
  const { a, b, schemas, recent } = useCompare()
  const asked = useQuery({ ...api.jobs.get.queryOptions({ input: { jobId } }), enabled: job === undefined })
  const known = recent.find((each) => each.jobId === jobId)
  const sides = known ?? (a && b ? { a, b, schemas } : undefined)
  const retry = sides && (
    <Button variant="primary" busy={again.isPending || drift.isPending} onClick={() => (known?.drift ? drift.mutate(known.drift) : again.mutate({ a: sides.a, b: sides.b, schemas: sides.schemas }))}>
      {t('again')}
    </Button>
  )
  const gone = (
    <Empty icon={<Clock />} title={t('job.gone')} action={retry}>
      {t('job.goneText')}
    </Empty>
  )
  if (!job) return asked.isError && readable(asked.error).code === 'not_found' ? gone : <SkeletonRows rows={8} height={28} />
  if (job.state === 'cancelled') {
    return (
      <Empty icon={<CircleSlash />} title={t('job.cancelled')} action={retry}>
        {t('job.cancelledText')}
      </Empty>
    )
  }
  if (job.state === 'succeeded' && (problem === null || readable(problem).code === 'not_found')) return gone
  const title = t(job.state === 'succeeded' ? 'job.unreadable' : 'job.failed')
  if (job.state === 'interrupted') {
    return (
      <Empty icon={<PlugZap />} title={title} action={retry}>
        {t('job.interrupted')}
      </Empty>
    )
  }
  return (
    <div className={css.running}>
      <section className={css.sheet} aria-label={title}>
        <h2>{title}</h2>
        <ErrorNotice error={job.error ?? problem} />
        <div className={css.ways}>
          <Ways retry={retry} sides={sides ? [sides.a, sides.b] : []} code={job.error?.code} />
        </div>
      </section>
    </div>
  )
}

const settings = new Set(['host_unknown', 'host_unreachable', 'tls_failed', 'auth_failed', 'password_missing', 'database_missing', 'folder_missing', 'shadow_unavailable'])

/** What can be done about it: again, or first the settings of the environment that it is about. */
function Ways({ retry, sides, code }: { retry: React.ReactNode; sides: readonly string[]; code: string | undefined }) {
  const { t } = useTranslation('environments')
  const offer = useOffer()
  const environments = code !== undefined && settings.has(code) ? [...new Set(sides.map((side) => environmentOf(side, offer)).filter((each) => each !== undefined))] : []
  return (
    <>
      {retry}
      {environments.map(({ id, name }) => (
        <Button key={id} onClick={() => navigate({ screen: 'environments', item: id, action: 'edit' })}>
          {t('edit', { name })}
        </Button>
      ))}
    </>
  )
}
