import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { closeConfirmations, useConfirmations } from '../../app/confirmations-store.ts'
import { api, useEnvironment } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ConfirmationRow } from './confirmation-row.tsx'
import { People } from './people.tsx'
import css from './confirmations.module.css'

/** Who confirmed what, why and until when; and who can confirm as a second person. */
export function ConfirmationsDialog() {
  const { open } = useConfirmations()
  return open ? <Shown /> : null
}

function Shown() {
  const { t } = useTranslation(['confirmations', 'common'])
  const { env } = useConfirmations()
  const environment = useEnvironment(env)
  const list = useQuery({ ...api.confirmations.list.queryOptions({ input: { ...(environment && { env: environment.id }), limit: 200 } }), refetchInterval: 10_000 })
  const title = environment ? t('confirmations:titleOf', { env: environment.name }) : t('confirmations:title')
  return (
    <Dialog open onClose={closeConfirmations} title={title} width={720} foot={<Button onClick={closeConfirmations}>{t('common:close')}</Button>}>
      <div className={css.body}>
        <p className={css.quiet}>{t('confirmations:intro')}</p>
        {list.isPending && <SkeletonRows rows={3} height={52} />}
        {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.confirmations.length === 0 && <p className={css.empty}>{t('confirmations:empty')}</p>}
        {list.data && list.data.confirmations.length > 0 && (
          <ul className={css.list} aria-label={title}>
            {list.data.confirmations.map((each) => (
              <ConfirmationRow key={each.id} confirmation={each} showEnv={!environment} />
            ))}
          </ul>
        )}
        <People />
      </div>
    </Dialog>
  )
}
