import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { CancelButton } from '../../app/job-detail.tsx'
import { useJob } from '../../client/jobs.ts'
import { api, useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { proposedName } from './matches.ts'
import { RestoreCheck } from './restore-check.tsx'
import { RestoreRun } from './restore-run.tsx'
import { RestoreWhere } from './restore-where.tsx'
import { RestoreWhich } from './restore-which.tsx'
import css from './restore.module.css'

export interface RestoreChoice {
  backup: Backup | null
  /** Id of the environment whose server takes the new database. */
  env: string | null
  into: string
  reason: string
  confirm: string
}

const steps = ['which', 'where', 'check'] as const

/** Three steps to a new database; what exists is never overwritten. */
export function RestoreWizard({ backups, first, onClose }: { backups: readonly Backup[]; first: Backup | null; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const { data: environments = [] } = useEnvironments()
  const idOf = (backup: Backup | null) => environments.find(({ id, name }) => backup && (name === backup.env || id === backup.env))?.id ?? null
  const begin = (backup: Backup | null) => ({ backup, env: idOf(backup), into: backup ? proposedName(backup.database, backup.createdAt) : '' })
  const [choice, setChoice] = useState<RestoreChoice>({ ...begin(first), reason: '', confirm: '' })
  const [step, setStep] = useState(first ? 1 : 0)
  const restore = useMutation(api.backups.restore.mutationOptions())
  const view = useJob(restore.data?.jobId)
  const begun = restore.isPending || restore.isSuccess
  const done = view !== undefined && isFinished(view.job.state)
  const target = environments.find(({ id }) => id === choice.env)
  const change = (patch: Partial<RestoreChoice>) => setChoice({ ...choice, ...patch })
  const asks = target?.policies.confirm ?? false
  const ready = [choice.backup?.condition === 'ok', target !== undefined && /^[^\s"'\\;/]{1,63}$/.test(choice.into), !asks || (choice.confirm === target?.name && choice.reason.trim() !== '')][step]
  const go = () => {
    if (!choice.backup || !choice.env) return
    restore.mutate({ backup: choice.backup.id, env: choice.env, into: choice.into, ...(choice.reason && { reason: choice.reason }), ...(asks && { confirm: choice.confirm }) })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      width={640}
      locked={begun && !done}
      production={target?.class === 'production'}
      title={t('backups:wizard.title')}
      foot={
        begun ? (
          <>
            {view && !done && <CancelButton job={view.job} />}
            <Button variant={done ? 'primary' : 'default'} onClick={onClose}>
              {done ? t('common:close') : t('backups:goOn')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="quiet" onClick={step === 0 ? onClose : () => setStep(step - 1)}>
              {step === 0 ? t('common:cancel') : t('common:back')}
            </Button>
            <Button variant="primary" disabled={!ready} onClick={step === 2 ? go : () => setStep(step + 1)}>
              {step === 2 ? t('backups:wizard.go', { database: choice.into }) : t('common:next')}
            </Button>
          </>
        )
      }
    >
      <ol className={css.steps} aria-label={t('backups:wizard.steps')}>
        {steps.map((name, index) => (
          <li key={name} aria-current={index === step ? 'step' : undefined} data-done={index < step || undefined}>
            <span>{index + 1}</span> {t(`backups:wizard.${name}`)}
          </li>
        ))}
      </ol>
      {step === 0 && <RestoreWhich backups={backups} chosen={choice.backup} onChoose={(backup) => change(begin(backup))} />}
      {step === 1 && <RestoreWhere choice={choice} onChange={change} />}
      {step === 2 && !begun && choice.backup && target && <RestoreCheck choice={choice} backup={choice.backup} target={target} onChange={change} />}
      {step === 2 && begun && <RestoreRun view={view} error={restore.error} />}
      {restore.isError && (
        <div className={css.again}>
          <Button
            size="s"
            onClick={() => {
              restore.reset()
              setStep(1)
            }}
          >
            {t('backups:wizard.change')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}
