import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { navigate } from '../../app/navigation.ts'
import { api, queryClient } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'

/** Says what goes and what stays before an environment is forgotten. */
export function DeleteDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const { t } = useTranslation(['environments', 'common'])
  const forget = useMutation(
    api.environments.delete.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.environments.key() })
        navigate({ screen: 'environments' })
        onClose()
      },
    }),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      width={440}
      production={environment.class === 'production'}
      title={t('environments:forgetTitle', { name: environment.name })}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <MayButton operation="environments.delete" env={environment.id} variant="danger" busy={forget.isPending} onClick={() => forget.mutate({ env: environment.id })}>
            {t('environments:forget', { name: environment.name })}
          </MayButton>
        </>
      }
    >
      <p>{environment.hasPassword ? t('environments:forgetTextPassword') : t('environments:forgetText')}</p>
      <p style={{ marginTop: 8 }}>{t('environments:forgetStays', { database: environment.connection.database, host: environment.connection.host })}</p>
      {forget.isError && <ErrorNotice error={forget.error} />}
    </Dialog>
  )
}
