import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Archive } from '#shared/contract/archives.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../../app/confirm-fields.tsx'
import { select } from '../../../app/navigation.ts'
import { api, queryClient } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import css from '../backups.module.css'

interface DropDialogProps {
  environment: Environment
  archive: Archive
  onClose: () => void
}

export function DropDialog({ environment, archive, onClose }: DropDialogProps) {
  const { t } = useTranslation(['backups', 'common'])
  const format = useFormat()
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const drop = useMutation(
    api.archives.drop.mutationOptions({
      onSuccess: async () => {
        select('kept')
        await queryClient.invalidateQueries({ queryKey: api.archives.key() })
        onClose()
      },
    }),
  )
  const foot = (
    <>
      <Button data-autofocus onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <MayButton operation="archives.drop" env={environment.id} variant="danger" disabled={!isConfirmed(environment, confirmed)} busy={drop.isPending} onClick={() => drop.mutate({ env: environment.id, table: archive.table, ...confirmInput(environment, confirmed) })}>
        {t('backups:kept.dropNow', { size: format.bytes(archive.bytes) })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={480} title={t('backups:kept.dropTitle')} production={environment.class === 'production'} foot={foot}>
      <div className={css.form}>
        <p>{t('backups:kept.dropText', { rows: format.number(archive.rows), relation: archive.relation, version: archive.version ?? '?' })}</p>
        <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'archives.drop', plan: archive.table }} />
        {drop.isError && <ErrorNotice error={drop.error} />}
      </div>
    </Dialog>
  )
}
