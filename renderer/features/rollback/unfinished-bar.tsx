import { useMutation, useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RollbackRecord } from '#shared/contract/rollback.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { openRollback, useRollback } from '../../app/rollback-store.ts'
import { api, client, queryClient, useEnvironments } from '../../client/queries.ts'
import { Button } from '../../ui/button.tsx'
import css from './rollback.module.css'

/** Stands under the bar of every screen while a way back that stopped in the middle waits for a decision. */
export function UnfinishedBar() {
  const { data } = useQuery(api.rollback.unfinished.queryOptions({ input: {}, staleTime: 30_000 }))
  const dialog = useRollback(({ target }) => target)
  const [first] = data?.rollbacks ?? []
  return first && dialog === null ? <Bar record={first} /> : null
}

function Bar({ record }: { record: RollbackRecord }) {
  const { t } = useTranslation('rollback')
  const { data: environments } = useEnvironments()
  const leave = useMutation({ mutationFn: () => client.rollback.leave({ rollback: record.id }), onSuccess: () => queryClient.invalidateQueries({ queryKey: api.rollback.unfinished.key() }) })
  const env = environments?.find(({ name }) => name === record.env)?.id
  const stopped = record.steps.find(({ state }) => state === 'failed' || state === 'unknown') ?? record.steps.find(({ state }) => state === 'waiting')
  if (env === undefined) return null
  const { event, version, at } = record
  return (
    <div className={css.bar} role="alert">
      <TriangleAlert aria-hidden />
      <p>
        <b>{t('unfinished.title', { env: record.env, step: stopped?.number ?? record.steps.length, of: record.steps.length })}</b> {record.problem}
      </p>
      <Button size="s" onClick={() => openRollback({ env, ...(event !== null ? { event } : version !== null ? { version } : { at }) })}>
        {t('end.goOn')}
      </Button>
      <Button size="s" onClick={() => openRollback({ env, rollback: record.id })}>
        {t('end.goBack')}
      </Button>
      <MayButton operation="rollback.leave" env={env} size="s" variant="quiet" busy={leave.isPending} title={t('unfinished.leaveHelp')} onClick={() => leave.mutate()}>
        {t('unfinished.leave')}
      </MayButton>
    </div>
  )
}
