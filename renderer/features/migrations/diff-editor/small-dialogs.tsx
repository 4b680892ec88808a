import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import type { PlacedFinding } from './findings.ts'
import css from './dialogs.module.css'

interface TargetDialogProps {
  environment: Environment
  onRun: (confirm: string | undefined) => void
  onClose: () => void
}

/** A run on the target itself takes real locks: it is said, and in production confirmed by name. */
export function TargetDialog({ environment, onRun, onClose }: TargetDialogProps) {
  const { t } = useTranslation(['preview', 'common'])
  const [name, setName] = useState('')
  const production = environment.class === 'production'
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('preview:target.title', { env: environment.name })}
      production={production}
      foot={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant={production ? 'danger' : 'primary'} disabled={production && name !== environment.name} onClick={() => onRun(production ? name : undefined)}>
            {t('preview:target.do')}
          </Button>
        </>
      }
    >
      <div className={css.body}>
        <p>{t('preview:target.text', { env: environment.name })}</p>
        {production && <TextInput data-autofocus label={t('preview:target.confirm', { env: environment.name })} value={name} onChange={(event) => setName(event.currentTarget.value)} autoComplete="off" spellCheck={false} />}
      </div>
    </Dialog>
  )
}

export function DiscardDialog({ script, onDiscard, onClose }: { script: string; onDiscard: () => void; onClose: () => void }) {
  const { t } = useTranslation(['preview', 'common'])
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('preview:discard.title', { script })}
      foot={
        <>
          <Button variant="quiet" data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="danger" onClick={onDiscard}>
            {t('preview:discard.do')}
          </Button>
        </>
      }
    >
      <p>{t('preview:discard.text')}</p>
    </Dialog>
  )
}

export function WaiveDialog({ finding: { finding }, onWaive, onClose }: { finding: PlacedFinding; onWaive: (reason: string) => void; onClose: () => void }) {
  const { t } = useTranslation(['preview', 'common'])
  const [reason, setReason] = useState('')
  const name = [finding.rule, finding.code].filter(Boolean).join(' ')
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('preview:waive.title', { code: name })}
      foot={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="primary" disabled={reason.trim() === ''} onClick={() => onWaive(reason)}>
            {t('preview:waive.do')}
          </Button>
        </>
      }
    >
      <div className={css.body}>
        <p className={css.message}>{finding.message}</p>
        <Textarea data-autofocus autosize minRows={2} label={t('preview:waive.reason')} placeholder={t('preview:waive.reasonHint')} maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <p className={css.quiet}>{t('preview:waive.text')}</p>
      </div>
    </Dialog>
  )
}
