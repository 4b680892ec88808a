import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Archive } from '#shared/contract/archives.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { ConfirmFields, confirmInput, isConfirmed, type Confirmed } from '../../../app/confirm-fields.tsx'
import { api, queryClient } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import css from '../backups.module.css'

interface ExpireDialogProps {
  environment: Environment
  /** Those whose time is over. */
  archives: readonly Archive[]
  onClose: () => void
}

/** Shows what would be dropped before anything is. */
export function ExpireDialog({ environment, archives, onClose }: ExpireDialogProps) {
  const { t } = useTranslation(['backups', 'common'])
  const format = useFormat()
  const [confirmed, setConfirmed] = useState<Confirmed>({ name: '', reason: '' })
  const expire = useMutation(
    api.archives.expire.mutationOptions({
      onSuccess: async () => {
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
      <MayButton operation="archives.expire" env={environment.id} variant="danger" disabled={!isConfirmed(environment, confirmed)} busy={expire.isPending} onClick={() => expire.mutate({ env: environment.id, dryRun: false, ...confirmInput(environment, confirmed) })}>
        {t('backups:kept.dropNow', { size: format.bytes(archives.reduce((sum, { bytes }) => sum + bytes, 0)) })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('backups:kept.expireTitle', { count: archives.length })} production={environment.class === 'production'} foot={foot}>
      <div className={css.form}>
        <p>{t('backups:kept.expireText', { days: environment.policies.archiveDays })}</p>
        <table className={css.tables}>
          <tbody>
            {archives.map(({ table, relation, rows, bytes }) => (
              <tr key={table}>
                <td>{relation}</td>
                <td>{format.number(rows)}</td>
                <td>{format.bytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} what={{ operation: 'archives.expire', plan: '' }} />
        {expire.isError && <ErrorNotice error={expire.error} />}
      </div>
    </Dialog>
  )
}
