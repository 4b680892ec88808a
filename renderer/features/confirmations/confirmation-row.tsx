import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Confirmation } from '#shared/contract/confirmations.ts'
import { MayButton } from '../../app/abilities/may.tsx'
import { Countdown } from '../../app/countdown.tsx'
import { api, queryClient } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { operationWords } from './words.ts'
import css from './confirmations.module.css'

const tones: Record<Confirmation['state'], Tone> = { pending: 'ok', used: 'neutral', expired: 'neutral', revoked: 'warn' }

export function ConfirmationRow({ confirmation, showEnv }: { confirmation: Confirmation; showEnv: boolean }) {
  const { t } = useTranslation('confirmations')
  const format = useFormat()
  const { id, env, operation, plan, reason, by, second, createdAt, expiresAt, state } = confirmation
  const revoke = useMutation(api.confirmations.revoke.mutationOptions({ onSettled: () => queryClient.invalidateQueries({ queryKey: api.confirmations.key() }) }))
  const refresh = () => void queryClient.invalidateQueries({ queryKey: api.confirmations.key() })
  const short = /^[0-9a-f]{64}$/.test(plan) ? plan.slice(0, 12) : plan
  return (
    <li className={css.row}>
      <div className={css.line}>
        <b className={css.reason}>{reason}</b>
        {state === 'pending' && <Countdown until={expiresAt} onOver={refresh} />}
        <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>
        {state === 'pending' && (
          <MayButton operation="confirmations.revoke" env={confirmation.envId} size="s" busy={revoke.isPending} onClick={() => revoke.mutate({ id })}>
            {t('revoke')}
          </MayButton>
        )}
      </div>
      <p className={css.about}>
        {operationWords(t, operation)}
        {showEnv && ` · ${env}`}
        {short !== '' && (
          <>
            {' · '}
            <code title={plan}>{short}</code>
          </>
        )}
      </p>
      <p className={css.about}>
        {second === null ? t('by', { by, at: format.dateTime(createdAt) }) : t('byWith', { by, second, at: format.dateTime(createdAt) })}
        {confirmation.usedAt && ` · ${t('usedBy', { by: confirmation.usedBy, at: format.dateTime(confirmation.usedAt) })}`}
        {confirmation.revokedAt && ` · ${t('revokedBy', { by: confirmation.revokedBy, at: format.dateTime(confirmation.revokedAt) })}`}
      </p>
      {revoke.error && <ErrorNotice error={revoke.error} />}
    </li>
  )
}
