import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { useMay } from '../../app/abilities/use-may.ts'
import { CancelButton } from '../../app/job-detail.tsx'
import { useJob } from '../../client/jobs.ts'
import { useInSight } from '../../app/in-sight.ts'
import { api, useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { proposedName } from './matches.ts'
import type { RestoreMode } from './restores/mode-choice.tsx'
import { canReplace, ReplaceCheck, useReplaceCheck } from './restores/replace-check.tsx'
import { SwapDialog } from './restores/swap-dialog.tsx'
import { TablesDialog } from './restores/tables/tables-dialog.tsx'
import { WizardSteps } from './restores/tables/wizard-steps.tsx'
import { RestoreCheck } from './restore-check.tsx'
import { RestoreRun } from './restore-run.tsx'
import { RestoreWhere } from './restore-where.tsx'
import { RestoreWhich } from './restore-which.tsx'
import css from './restore.module.css'

export interface RestoreChoice {
  backup: Backup | null
  /** Id of the environment whose server takes the new database. */
  env: string | null
  mode: RestoreMode
  into: string
  /** Of replacing: sessions may be ended; no backup is made before. */
  endSessions: boolean
  withoutSafety: boolean
  reason: string
  confirm: string
}

const steps = ['which', 'where', 'check'] as const

/** Three steps to a new database, to one that takes the place of another, which is kept, or to chosen tables. */
export function RestoreWizard({ backups, first, onClose }: { backups: readonly Backup[]; first: Backup | null; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'restores', 'common'])
  useInSight('restores.')
  useInSight('backups.restore')
  const { data: environments = [] } = useEnvironments()
  const idOf = (backup: Backup | null) => environments.find(({ id, name }) => backup && (name === backup.env || id === backup.env))?.id ?? null
  const begin = (backup: Backup | null) => ({ backup, env: idOf(backup), into: backup ? proposedName(backup.database, backup.createdAt) : '', ...(backup?.scope && { mode: 'new' as const }) })
  const [choice, setChoice] = useState<RestoreChoice>({ ...begin(first), mode: 'new', endSessions: false, withoutSafety: false, reason: '', confirm: '' })
  const [step, setStep] = useState(first ? 1 : 0)
  const restoring = useMutation(api.backups.restore.mutationOptions())
  const replacing = useMutation(api.restores.replace.mutationOptions())
  const restore = choice.mode === 'replace' ? replacing : restoring
  const [putBack, setPutBack] = useState<{ database: string; at: string } | null>(null)
  const view = useJob(restore.data?.jobId)
  const begun = restore.isPending || restore.isSuccess
  const done = view !== undefined && isFinished(view.job.state)
  const target = environments.find(({ id }) => id === choice.env)
  const change = (patch: Partial<RestoreChoice>) => setChoice({ ...choice, ...patch })
  const asks = target?.policies.confirm ?? false
  const check = useReplaceCheck(choice.env, step === 2 && choice.mode === 'replace' && !begun)
  const { refused } = useMay(choice.mode === 'replace' ? 'restores.replace' : 'backups.restore', choice.env)
  const fits = choice.mode !== 'new' || /^[^\s"'\\;/]{1,63}$/.test(choice.into)
  const allowed = choice.mode === 'new' || canReplace(check.data, choice)
  const ready = [choice.backup?.condition === 'ok', target !== undefined && fits, allowed && (!asks || (choice.confirm === target?.name && choice.reason.trim() !== ''))][step]
  const go = () => {
    if (!choice.backup || !choice.env) return
    const { backup, env, into, endSessions, withoutSafety } = choice
    const consent = { ...(choice.reason && { reason: choice.reason }), ...(asks && { confirm: choice.confirm }) }
    if (choice.mode === 'replace') replacing.mutate({ backup: backup.id, env, endSessions, withoutSafetyBackup: withoutSafety, ...consent })
    else restoring.mutate({ backup: backup.id, env, into, ...consent })
  }
  if (putBack !== null && target) return <SwapDialog environment={target} kept={{ ...putBack, of: target.connection.database }} onClose={onClose} />
  if (step === 2 && choice.mode === 'tables' && choice.backup && target) return <TablesDialog backup={choice.backup} environment={target} onBack={() => setStep(1)} onClose={onClose} />
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
            <Button refused={step === 2 ? refused : null} variant={step === 2 && choice.mode === 'replace' && target?.class === 'production' ? 'danger' : 'primary'} disabled={!ready} onClick={step === 2 ? go : () => setStep(step + 1)}>
              {step !== 2 ? t('common:next') : choice.mode === 'replace' ? t('restores:go', { database: target?.connection.database ?? '' }) : t('backups:wizard.go', { database: choice.into })}
            </Button>
          </>
        )
      }
    >
      <WizardSteps names={steps.map((name) => (name === 'check' && choice.mode === 'tables' ? t('restores:tables.step') : t(`backups:wizard.${name}`)))} at={step} />
      {step === 0 && <RestoreWhich backups={backups} chosen={choice.backup} onChoose={(backup) => change(begin(backup))} />}
      {step === 1 && <RestoreWhere choice={choice} part={choice.backup?.scope !== undefined} onChange={change} />}
      {step === 2 && !begun && choice.mode === 'replace' && choice.backup && target && <ReplaceCheck choice={choice} backup={choice.backup} target={target} onChange={change} />}
      {step === 2 && !begun && choice.mode === 'new' && choice.backup && target && <RestoreCheck choice={choice} backup={choice.backup} target={target} onChange={change} />}
      {step === 2 && begun && <RestoreRun view={view} error={restore.error} onPutBack={(database) => setPutBack({ database, at: new Date().toISOString() })} />}
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
