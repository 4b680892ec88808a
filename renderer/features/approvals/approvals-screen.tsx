import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MayButton } from '../../app/abilities/may.tsx'
import { openAsk } from '../../app/approvals-store.ts'
import { select, useNavigation } from '../../app/navigation.ts'
import { api, useEnvironment } from '../../client/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ApprovalsIcon } from '../../ui/icons.tsx'
import { Panel, PanelBody, PanelHead } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Stale } from '../../ui/stale.tsx'
import { ApprovalDetail } from './approval-detail.tsx'
import { ApprovalList } from './approval-list.tsx'
import css from './approvals.module.css'

const lookMs = 10_000

/** Requests for approval: those that wait for the person who looks on top, what became of the others below, and one in full. */
export function ApprovalsScreen() {
  const { t } = useTranslation('approvals')
  const { item, env } = useNavigation()
  const list = useQuery({ ...api.approvals.list.queryOptions({ input: {} }), refetchInterval: lookMs })
  const approvals = list.data?.approvals
  const chosen = approvals?.find(({ id }) => id === item) ?? approvals?.find(({ can }) => can.approve) ?? approvals?.[0]
  const environment = useEnvironment(env)
  const ask = environment && (
    <MayButton operation="approvals.ask" env={environment.id} size="s" onClick={() => openAsk({ env: environment.id, operation: 'migrations.apply' })}>
      {t('ask.open')}
    </MayButton>
  )
  return (
    <div className={css.split}>
      <Panel label={t('title')}>
        <PanelHead level={1} title={t('title')} note={approvals && approvals.length > 0 ? approvals.length : undefined}>
          {ask}
        </PanelHead>
        {list.isError && approvals && <Stale at={list.dataUpdatedAt} onRetry={() => void list.refetch()} />}
        <PanelBody>
          {list.isPending && <SkeletonRows rows={5} height={52} />}
          {list.isError && !approvals && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
          {approvals?.length === 0 && (
            <Empty icon={<ApprovalsIcon />} title={t('empty')}>
              {t('emptyText')}
            </Empty>
          )}
          {approvals && approvals.length > 0 && <ApprovalList approvals={approvals} chosen={chosen?.id} onChoose={select} />}
        </PanelBody>
      </Panel>
      {chosen && <ApprovalDetail key={chosen.id} listed={chosen} />}
    </div>
  )
}
