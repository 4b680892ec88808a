import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isFinished } from '#shared/contract/jobs.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useJob } from '../../client/jobs.ts'
import { useEnvironments } from '../../client/queries.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PanelHead } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { adopt, useCompare } from './compare-store.ts'
import { Ended } from './ended.tsx'
import { Result } from './result.tsx'
import { Running } from './running.tsx'
import { SourceBar } from './source-bar.tsx'
import { NothingToCompare, Start } from './start.tsx'
import { comparisonIn, useComparison, useDrift, useOffer, useRun } from './use-comparison.ts'
import css from './compare.module.css'

/** Two schemas, what differs between them, and the statements that make the one into the other. */
export function CompareScreen() {
  const { t } = useTranslation('compare')
  const environments = useEnvironments()
  const offer = useOffer()
  const run = useRun()
  const drift = useDrift()
  const { item } = useNavigation()
  const current = useCompare((state) => state.current)
  const jobId = item ?? current
  if (jobId === null) {
    return (
      <div className={css.screen}>
        <PanelHead level={1} title={t('title')} />
        {environments.isPending ? <SkeletonRows rows={4} height={40} /> : environments.isError ? <ErrorNotice fill error={environments.error} onRetry={() => void environments.refetch()} /> : environments.data.length === 0 ? <NothingToCompare /> : <Start offer={offer} run={run} drift={drift} />}
      </div>
    )
  }
  return (
    <div className={css.screen}>
      <SourceBar offer={offer} run={run} drift={drift} />
      {(run.error ?? drift.error) !== null && <ErrorNotice error={run.error ?? drift.error} />}
      <Followed key={jobId} jobId={jobId} again={run} drift={drift} />
    </div>
  )
}

/** A comparison from its job to its result. */
function Followed({ jobId, again, drift }: { jobId: string; again: ReturnType<typeof useRun>; drift: ReturnType<typeof useDrift> }) {
  const view = useJob(jobId)
  const id = view?.job.state === 'succeeded' ? comparisonIn(view.job.result) : undefined
  const comparison = useComparison(id)
  useEffect(() => {
    if (comparison.data) adopt(jobId, comparison.data)
  }, [jobId, comparison.data])
  if (!view) return <Ended jobId={jobId} job={undefined} problem={undefined} again={again} drift={drift} />
  if (!isFinished(view.job.state)) return <Running view={view} />
  if (comparison.data) return <Result key={jobId} jobId={jobId} comparison={comparison.data} />
  const isArriving = view.job.state === 'succeeded' && view.job.result === undefined
  if (isArriving || (id !== undefined && comparison.isPending)) return <SkeletonRows rows={10} height={28} />
  return <Ended jobId={jobId} job={view.job} problem={comparison.error} again={again} drift={drift} />
}
