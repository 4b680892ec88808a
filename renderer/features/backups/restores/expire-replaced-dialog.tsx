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
import { Facts } from '../../../ui/field.tsx'
import css from './restores.module.css'

/** Shows which would go before any does; one that is in use stays, and says so. */
export function ExpireReplacedDialog({ environment, expired, onClose }: { environment: Environment; expired: readonly Replaced[]; onClose: () => void }) {
  const { t } = useTranslation(['restores', 'common'])
  const format = useFormat()
  const [confirmed, setConfirmed] = useState({ name: '', reason: '' })
  const expire = useMutation(
    api.restores.expire.mutationOptions({
      onSuccess: async ({ kept }) => {
        await queryClient.invalidateQueries({ queryKey: api.restores.key() })
        if (kept.length === 0) onClose()
      },
    }),
  )
  const foot = (
    <>
      <Button data-autofocus onClick={onClose}>
        {expire.isSuccess ? t('common:close') : t('common:cancel')}
      </Button>
      {!expire.isSuccess && (
        <MayButton operation="restores.expire" env={environment.id} variant="danger" disabled={!isConfirmed(environment, confirmed)} busy={expire.isPending} onClick={() => expire.mutate({ env: environment.id, dryRun: false, ...confirmInput(environment, confirmed) })}>
          {t('restores:replaced.expireTitle', { count: expired.length })}
        </MayButton>
      )}
    </>
  )
  return (
    <Dialog open onClose={onClose} width={520} title={t('restores:replaced.expireTitle', { count: expired.length })} production={environment.class === 'production'} foot={foot}>
      <div className={css.fields}>
        <p>{t('restores:replaced.expireText', { days: environment.policies.keepReplacedDays })}</p>
        <Facts facts={expired.map(({ database, bytes }) => [database, bytes === null ? '–' : format.bytes(bytes)] as const)} />
        {!expire.isSuccess && <ConfirmFields environment={environment} value={confirmed} onChange={setConfirmed} />}
        {expire.data?.kept.map(({ database, problem }) => <p key={database}>{t('restores:replaced.expireStays', { database, problem })}</p>)}
        {expire.isError && <ErrorNotice error={expire.error} />}
      </div>
    </Dialog>
  )
}
