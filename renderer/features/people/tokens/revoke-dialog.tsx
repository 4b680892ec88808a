import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApiToken } from '#shared/contract/access.ts'
import { api } from '../../../client/link.ts'
import { queryClient } from '../../../client/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import css from '../people.module.css'

export function RevokeDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common'])
  const format = useFormat()
  const revoke = useMutation(
    api.access.revokeToken.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.access.tokens.key() })
        onClose()
      },
    }),
  )
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ id: token.id })}>
        {t('people:tokens.revokeYes')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('people:tokens.revokeTitle', { name: token.name })} width={460} foot={foot}>
      <div className={css.form}>
        <p>{t('people:tokens.revokeText')}</p>
        <p className={css.lesser}>{token.lastUsedAt ? t('people:tokens.revokeUsed', { when: format.ago(token.lastUsedAt) }) : t('people:tokens.revokeUnused')}</p>
        {revoke.error && <ErrorNotice error={revoke.error} />}
      </div>
    </Dialog>
  )
}
