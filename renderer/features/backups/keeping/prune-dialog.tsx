import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { hasRetention } from '#shared/backups/retention.ts'
import type { RetainedBackup } from '#shared/contract/backups-keeping.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { navigate } from '../../../app/navigation.ts'
import { api, queryClient } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import { useReasonWords } from './stay-section.tsx'
import css from './keeping.module.css'

/** Shows what the rules would delete, and why the others stay, before anything is deleted. */
export function PruneDialog({ environment, onClose }: { environment: Environment; onClose: () => void }) {
  const { t } = useTranslation(['keeping', 'common'])
  const format = useFormat()
  const shown = useQuery(api.backups.retention.queryOptions({ input: { env: environment.id } }))
  const prune = useMutation(
    api.backups.prune.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.backups.key() })
        onClose()
      },
    }),
  )
  const going = (shown.data?.backups ?? []).filter(({ deleted }) => deleted)
  const bytes = going.reduce((sum, one) => sum + one.bytes, 0)
  return (
    <Dialog
      open
      onClose={onClose}
      width={640}
      production={environment.class === 'production'}
      title={t('keeping:prune.title', { env: environment.name })}
      foot={
        <>
          <Button variant="quiet" onClick={() => navigate({ screen: 'environments', env: environment.id, item: environment.id })}>
            {t('keeping:prune.settings', { env: environment.name })}
          </Button>
          <span className={css.gap} />
          <Button data-autofocus onClick={onClose}>
            {going.length > 0 ? t('common:cancel') : t('common:close')}
          </Button>
          {going.length > 0 && (
            <MayButton operation="backups.prune" env={environment.id} variant="danger" busy={prune.isPending} onClick={() => prune.mutate({ env: environment.id, dryRun: false, backups: going.map(({ id }) => id) })}>
              {t('keeping:prune.go', { size: format.bytes(bytes) })}
            </MayButton>
          )}
        </>
      }
    >
      {shown.isPending && <SkeletonLines />}
      {shown.isError && <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />}
      {shown.data && <Plan environment={environment} backups={shown.data.backups} going={going} />}
      {prune.isError && <ErrorNotice error={prune.error} />}
    </Dialog>
  )
}

function Plan({ environment, backups, going }: { environment: Environment; backups: readonly RetainedBackup[]; going: readonly RetainedBackup[] }) {
  const { t } = useTranslation('keeping')
  const staying = backups.filter(({ deleted }) => !deleted)
  const nothing = hasRetention(environment.backups.retention) ? t('prune.nothing', { env: environment.name }) : t('prune.noRules')
  return (
    <div className={css.plan}>
      <p>{going.length > 0 ? t('prune.text', { count: going.length }) : nothing}</p>
      {going.length > 0 && <Backups backups={going} />}
      {staying.length > 0 && (
        <details open={going.length === 0}>
          <summary>{t('prune.stay', { count: staying.length })}</summary>
          <Backups backups={staying} />
        </details>
      )}
    </div>
  )
}

function Backups({ backups }: { backups: readonly RetainedBackup[] }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const reasonWords = useReasonWords()
  return (
    <ul className={css.backups}>
      {backups.map((backup) => (
        <li key={backup.id}>
          <span className={css.when}>{format.dateTime(backup.createdAt)}</span>
          <span className={css.size}>{format.bytes(backup.bytes)}</span>
          <span className={css.why}>
            {[backup.trigger !== 'manual' && t(`triggers.${backup.trigger}`), backup.reason].filter(Boolean).join(': ')}
            {!backup.deleted && <small>{reasonWords(backup).join('; ')}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}
