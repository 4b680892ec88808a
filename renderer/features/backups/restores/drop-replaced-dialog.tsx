import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Replaced } from '#shared/contract/restores.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { ConfirmFields, confirmInput, isConfirmed } from '../../../app/confirm-fields.tsx'
import { api, queryClient } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import css from './restores.module.css'

export function DropReplacedDialog({ environment, replaced, onClose }: { environment: Environment; replaced: Replaced; onClose: () => void }) {
  const { t } = useTranslation(['restores', 'common'])
  const format = useFormat()
  const [confirmed, setConfirmed] = useState({ name: '', reason: '' })
  const { database, bytes, at } = replaced
  const drop = useMutation(
    api.restores.drop.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.restores.key() })
        onClose()
      },
    }),
  )
  const foot = (
    <>
      <Button data-autofocus onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <MayButton operation="restores.drop" env={environment.id} variant="danger" disabled={!isConfirmed(environment, confirmed)} busy={drop.isPending} onClick={() => drop.mutate({ env: environment.id, database, ...confirmInput(environment, confirmed) })}>
        {t('restores:replaced.dropNow', { database })}
      </MayButton>
    </>
  )
  return (
    <Dialog open onClose={onClose} width={520} title={t('restores:replaced.dropTitle', { database })} production={environment.class === 'production'} foot={foot}>
      <div className={css.fields}>
        <p>{t('restores:replaced.dropText', { size: bytes === null ? '' : format.bytes(bytes), when: format.exact(at) })}</p>
        <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} />
        {drop.isError && <ErrorNotice error={drop.error} />}
      </div>
    </Dialog>
  )
}
