import { useQuery } from '@tanstack/react-query'
import { Monitor } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OpenSession } from '#shared/contract/access.ts'
import { api } from '../../client/link.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../i18n/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { agentOf } from './agent.ts'
import css from './account.module.css'

export function SessionsDialog({ onClose, onEndAll }: { onClose: () => void; onEndAll: () => void }) {
  const { t } = useTranslation(['access', 'common'])
  const list = useQuery(api.access.sessions.queryOptions({ input: {} }))
  const foot = (
    <>
      <Button variant="danger" onClick={onEndAll}>
        {t('access:sessions.endAll')}
      </Button>
      <span className={css.grow} />
      <Button onClick={onClose}>{t('common:close')}</Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('access:sessions.title')} width={560} foot={foot}>
      <div className={css.body}>
        <p className={css.intro}>{t('access:sessions.intro')}</p>
        {list.isPending && <SkeletonRows rows={3} height={54} />}
        {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && (
          <ul className={css.sessions} aria-label={t('access:sessions.title')}>
            {list.data.sessions.map((session) => (
              <Session key={session.id} session={session} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}

function Session({ session: { agent: text, address, current, startedAt, lastSeenAt, expiresAt } }: { session: OpenSession }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const now = useNow()
  const agent = agentOf(text)
  return (
    <li>
      <Monitor aria-hidden />
      <div className={css.about} title={text}>
        <p>
          <b>{agent ? t('sessions.browser', agent) : text.slice(0, 40) || t('sessions.unknownAgent')}</b>
          {current && <Tag tone="ok">{t('sessions.this')}</Tag>}
        </p>
        <p>
          {[address, t('sessions.started', { when: format.dateTime(startedAt) }), t('sessions.seen', { when: format.ago(lastSeenAt, now) })].filter(Boolean).join(' · ')}
        </p>
        <p>{t('sessions.expires', { when: format.dateTime(expiresAt) })}</p>
      </div>
    </li>
  )
}
