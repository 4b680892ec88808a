import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { select } from '../../app/navigation.ts'
import { api, queryClient } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useReasonWords } from './keeping/stay-section.tsx'
import { useRetention } from './keeping/use-retention.ts'

export function DeleteBackupDialog({ backup, onClose }: { backup: Backup; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common', 'keeping'])
  const format = useFormat()
  const protection = useProtection(backup.id)
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
          <MayButton operation="backups.delete" env={backup.env} variant="danger" disabled={protection !== undefined} busy={remove.isPending} onClick={() => remove.mutate({ backup: backup.id })}>
            {t('backups:deleteNow', { size: format.bytes(backup.bytes) })}
          </MayButton>
        </>
      }
    >
      {protection && <p>{t('keeping:protected', { why: protection })}</p>}
      <p hidden={protection !== undefined}>{t('backups:deleteText', { env: backup.env, when: format.exact(backup.createdAt) })}</p>
      {remove.isError && <ErrorNotice error={remove.error} />}
    </Dialog>
  )
}

/** Why nobody may delete it now, as a part of a sentence; the engine refuses it for the same reasons. */
function useProtection(id: string): string | undefined {
  const words = useReasonWords()
  const retained = useRetention()?.find((one) => one.id === id)
  const reason = retained?.reasons.find((one) => one === 'kept' || one === 'needed' || one === 'last_verified')
  return retained && reason && words({ ...retained, reasons: [reason] })[0]
}
