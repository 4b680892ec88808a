import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Fleet } from '#shared/contract/fleet.ts'
import { select } from '../../app/navigation.ts'
import { api } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { refreshFleets } from './use-fleet.ts'

export function DeleteFleetDialog({ fleet, onClose }: { fleet: Fleet; onClose: () => void }) {
  const { t } = useTranslation(['fleet', 'common'])
  const remove = useMutation(
    api.fleet.delete.mutationOptions({
      onSuccess: async () => {
        select(null)
        await refreshFleets()
        onClose()
      },
    }),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      width={440}
      title={t('fleet:remove.title', { name: fleet.name })}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ fleet: fleet.id })}>
            {t('fleet:remove.action')}
          </Button>
        </>
      }
    >
      <p>{t('fleet:remove.text')}</p>
      {remove.error && <ErrorNotice error={remove.error} />}
    </Dialog>
  )
}
