import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MayButton } from '../../app/abilities/may.tsx'
import { client, refreshAfterChange } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../app/confirm-fields.tsx'
import type { HistoryDialogProps } from './history-dialogs.tsx'
import css from './dialogs.module.css'

const numbers = /^\d+([._]\d+)*$/

export function BaselineDialog({ environment, onClose }: HistoryDialogProps) {
  const { t } = useTranslation(['migrations', 'common'])
  const [version, setVersion] = useState('1')
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const baseline = useMutation({
    mutationFn: () => client.migrations.baseline({ env: environment.id, version: version.trim(), ...confirmInput(environment, confirmed) }),
    onSuccess: () => {
      void refreshAfterChange()
      onClose()
    },
  })
  const production = environment.class === 'production'
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <MayButton operation="migrations.baseline" env={environment.id} variant={production ? 'danger' : 'primary'} disabled={!numbers.test(version.trim()) || !isConfirmed(environment, confirmed)} busy={baseline.isPending} onClick={() => baseline.mutate()}>
        {t('baseline.do', { version: version.trim(), env: environment.name })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('baseline.title', { env: environment.name })} production={production} foot={foot}>
      <div className={css.body}>
        <p>{t('baseline.intro')}</p>
        <p>{t('baseline.when')}</p>
        <TextInput label={t('baseline.version')} value={version} onChange={(event) => setVersion(event.currentTarget.value)} w={260} />
        <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'migrations.baseline', plan: version.trim() }} />
        {baseline.error && <ErrorNotice error={baseline.error} />}
      </div>
    </Dialog>
  )
}
