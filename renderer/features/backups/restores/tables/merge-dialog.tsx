import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mergePlan } from '#shared/backups/merge-plan.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { mergeResultSchema } from '#shared/contract/restored-tables.ts'
import { MayButton } from '../../../../app/abilities/may.tsx'
import { asksConfirmation, ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../../../app/confirm-fields.tsx'
import { useJob } from '../../../../client/jobs.ts'
import { api, client } from '../../../../client/queries.ts'
import { Bar } from '../../../../ui/bar.tsx'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../../ui/error-notice.tsx'
import { Differences } from './differences.tsx'
import { mergeWork, nothingTicked, type MergeTicks } from './merge-work.ts'
import { MergeTicksFields } from './merge-ticks.tsx'
import { RunFoot, TablesRun } from './tables-run.tsx'
import { MergeOutcome } from './tables-outcome.tsx'
import { WizardSteps } from './wizard-steps.tsx'
import css from '../restores.module.css'

interface MergeDialogProps {
  /** With the restored tables. */
  schema: string
  environment: Environment
  /** As it was given for restoring them. */
  reason: string
  onClose: () => void
}

/** Shows what differs row by row, asks what is to be written, then merges in one transaction. */
export function MergeDialog({ schema, environment, reason, onClose }: MergeDialogProps) {
  const { t } = useTranslation(['restores', 'backups', 'common'])
  const compared = useComparison(environment, schema)
  const [ticks, setTicks] = useState<MergeTicks>(nothingTicked)
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason })
  const merge = useMutation(api.restores.mergeTables.mutationOptions())
  const view = useJob(merge.data?.jobId)
  const result = mergeResultSchema.safeParse(view?.job.result).data
  const running = merge.isSuccess && !(view !== undefined && isFinished(view.job.state))
  const production = environment.class === 'production'
  const work = mergeWork(compared.data?.tables ?? [], ticks)
  const ready = work.total > 0 && isConfirmed(environment, confirmed) && (!ticks.withoutSafetyBackup || confirmed.reason.trim() !== '')
  const run = () => merge.mutate({ env: environment.id, schema, ...ticks, tables: work.tables, ...(confirmed.reason.trim() && { reason: confirmed.reason.trim() }), ...confirmInput(environment, confirmed) })
  const again = () => {
    merge.reset()
    setConfirmed({ name: '', reason: confirmed.reason })
    void compared.refetch()
  }
  const foot = merge.isSuccess ? (
    <RunFoot view={view} onClose={onClose} onAgain={result ? undefined : again} />
  ) : (
    <>
      <Button onClick={onClose}>{t('common:close')}</Button>
      <MayButton operation="restores.mergeTables" env={environment.id} variant={production ? 'danger' : 'primary'} disabled={!ready || compared.isFetching} busy={merge.isPending} onClick={run}>
        {t('restores:tables.goMerge', { count: work.total })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={680} locked={running} title={t('backups:wizard.title')} production={production} foot={foot}>
      <WizardSteps names={[t('backups:wizard.which'), t('backups:wizard.where'), t('restores:tables.step'), t('restores:tables.stepMerge')]} at={3} />
      <div className={css.fields}>
        {compared.isFetching && <Comparing />}
        {compared.isError && <ErrorNotice error={compared.error} onRetry={() => void compared.refetch()} />}
        {!merge.isSuccess && compared.data && !compared.isFetching && (
          <>
            <Differences tables={compared.data.tables} />
            <p className={css.quiet}>{t('restores:tables.stays', { schema })}</p>
            {work.any && <MergeTicksFields tables={compared.data.tables} ticks={ticks} onChange={setTicks} reason={asksConfirmation(environment) ? undefined : confirmed.reason} onReason={(text) => setConfirmed({ ...confirmed, reason: text })} />}
            {work.total > 0 && <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'restores.mergeTables', plan: mergePlan({ schema, ...ticks }) }} />}
          </>
        )}
        {merge.isError && <ErrorNotice error={merge.error} />}
        {merge.isSuccess && !result && <TablesRun view={view} />}
        {result && <MergeOutcome result={result} compared={compared.data?.tables ?? []} />}
      </div>
    </Dialog>
  )
}

/** A key of its own: no job that ends may change the numbers under which somebody ticks, nor those that the end is told by. */
function useComparison({ id }: Environment, schema: string) {
  return useQuery({ queryKey: ['merge comparison', id, schema], queryFn: ({ signal }) => client.restores.compareTables({ env: id, schema }, { signal }), staleTime: Infinity, gcTime: 0, retry: false, refetchOnWindowFocus: false })
}

function Comparing() {
  const { t } = useTranslation('restores')
  return (
    <div role="status">
      <p className={css.quiet}>{t('tables.comparing')}</p>
      <Bar label={t('tables.comparing')} />
    </div>
  )
}
