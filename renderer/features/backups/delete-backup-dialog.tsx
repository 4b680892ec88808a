import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { select } from '../../app/navigation.ts'
import { api, queryClient } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'

export function DeleteBackupDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const format = useFormat()
  const remove = useMutation(
    api.backups.delete.mutationOptions({
      onSuccess: async () => {
        select(null)
        await queryClient.invalidateQueries({ queryKey: api.backups.key() })
        onClose()
      },
    }),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      width={460}
      production={backup.envClass === 'production'}
      title={t('backups:deleteTitle')}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ backup: backup.id })}>
            {t('backups:deleteNow', { size: format.bytes(backup.bytes) })}
          </Button>
        </>
      }
    >
      <p>{t('backups:deleteText', { env: backup.env, when: format.exact(backup.createdAt) })}</p>
      {remove.isError && <ErrorNotice error={remove.error} />}
    </Dialog>
  )
}
