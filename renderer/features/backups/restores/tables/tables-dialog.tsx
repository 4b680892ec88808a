import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { restoredTablesSchema } from '#shared/contract/restored-tables.ts'
import { MayButton } from '../../../../app/abilities/may.tsx'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../../../app/confirm-fields.tsx'
import { useJob } from '../../../../client/jobs.ts'
import { api } from '../../../../client/queries.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../../ui/error-notice.tsx'
import { SkeletonLines } from '../../../../ui/skeleton.tsx'
import { ChooseTables } from './choose-tables.tsx'
import { HowChoice, type TablesHow } from './how-choice.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { PresentBeside } from './present-beside.tsx'
import { RunFoot, TablesRun } from './tables-run.tsx'
import { BesideOutcome } from './tables-outcome.tsx'
import { WizardSteps } from './wizard-steps.tsx'
import css from '../restores.module.css'

interface TablesDialogProps {
  backup: Backup
  environment: Environment
  onBack: () => void
  onClose: () => void
}

/** Chosen tables go into a schema beside; merging begins from there, with a comparison. */
export function TablesDialog({ backup, environment, onBack, onClose }: TablesDialogProps) {
  const { t } = useTranslation(['restores', 'backups', 'common'])
  const [chosen, setChosen] = useState<string[]>([])
  const [how, setHow] = useState<TablesHow>('beside')
  const [present, setPresent] = useState<string | null>(null)
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const load = useMutation(api.restores.tables.mutationOptions())
  const view = useJob(load.data?.jobId)
  const loaded = restoredTablesSchema.safeParse(view?.job.result).data
  const running = load.isSuccess && !(view !== undefined && isFinished(view.job.state))
  const schema = present ?? (how === 'merge' ? loaded?.schema : undefined)
  if (schema !== undefined) return <MergeDialog schema={schema} environment={environment} reason={confirmed.reason} onClose={onClose} />
  const run = () => load.mutate({ backup: backup.id, env: environment.id, tables: chosen, ...confirmInput(environment, confirmed) })
  const again = () => {
    load.reset()
    setConfirmed({ name: '', reason: confirmed.reason })
  }
  const names = [t('backups:wizard.which'), t('backups:wizard.where'), t('restores:tables.step'), ...(how === 'merge' ? [t('restores:tables.stepMerge')] : [])]
  const foot = load.isSuccess ? (
    <RunFoot view={view} onClose={onClose} onAgain={loaded ? undefined : again} />
  ) : (
    <>
      <Button variant="quiet" onClick={onBack}>
        {t('common:back')}
      </Button>
      <MayButton operation="restores.tables" env={environment.id} variant="primary" disabled={chosen.length === 0 || !isConfirmed(environment, confirmed)} busy={load.isPending} onClick={run}>
        {t(how === 'merge' ? 'restores:tables.goCompare' : 'restores:tables.goBeside', { count: chosen.length })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={640} locked={running} title={t('backups:wizard.title')} production={environment.class === 'production'} foot={foot}>
      <WizardSteps names={names} at={2} />
      <div className={css.fields}>
        {!load.isSuccess && (
          <>
            <PresentBeside backup={backup} environment={environment} onChoose={setPresent} />
            <Choosing backup={backup} chosen={chosen} onChange={setChosen} />
            <HowChoice value={how} database={environment.connection.database} onChange={setHow} />
            <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'restores.tables', plan: backup.id }} />
            {load.isError && <ErrorNotice error={load.error} />}
          </>
        )}
        {load.isSuccess && !loaded && <TablesRun view={view} />}
        {loaded && <BesideOutcome result={loaded} database={environment.connection.database} />}
      </div>
    </Dialog>
  )
}

function Choosing({ backup, chosen, onChange }: { backup: Backup; chosen: readonly string[]; onChange: (chosen: string[]) => void }) {
  const { t } = useTranslation('restores')
  const shown = useQuery(api.backups.show.queryOptions({ input: { backup: backup.id } }))
  if (shown.isPending) return <SkeletonLines widths={[60, 90, 80, 70]} />
  if (shown.isError) return <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />
  const { tables, scope } = shown.data.manifest
  if (tables.length === 0 || scope?.content === 'schema') return <p>{t('tables.noRows')}</p>
  return <ChooseTables tables={tables} chosen={chosen} onChange={onChange} />
}
