import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '#shared/contract/hooks.ts'
import { api } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { HooksIcon } from '../../ui/icons.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { DeliveryDetailPanel } from './delivery-detail.tsx'
import { ListPanel } from './list-panel.tsx'
import { DeliveryState } from './states.tsx'
import { choose, type TabProps } from './views.ts'
import css from './hooks.module.css'

const states = ['dead', 'waiting', 'delivered'] as const

export function DeliveriesTab({ tabs, chosen }: TabProps) {
  const { t } = useTranslation('hooks')
  const [state, setState] = useState<(typeof states)[number] | null>(null)
  const query = useQuery(api.hooks.deliveries.queryOptions({ input: { limit: 200, ...(state && { state }) }, select: ({ deliveries }) => deliveries, refetchInterval: 5_000 }))
  const columns = useColumns()
  const delivery = query.data?.find(({ id }) => id === chosen) ?? query.data?.[0]
  const tools = (query.data?.length || state !== null) && (
    <div className={css.tools} role="search" aria-label={t('filter')}>
      <Select size="xs" className={css.filter} aria-label={t('columns.state')} allowDeselect={false} value={state ?? ''} onChange={(value) => setState((value || null) as typeof state)} data={[{ value: '', label: t('allStates') }, ...states.map((value) => ({ value, label: t(`delivery.${value}`) }))]} />
    </div>
  )
  return (
    <div className={css.split}>
      <ListPanel tabs={tabs} query={query} operation="hooks.deliveries" tools={tools} empty={state === null ? <Empty icon={<HooksIcon />} title={t('delivery.empty')}>{t('delivery.emptyText')}</Empty> : <Empty title={t('delivery.none')}>{t('delivery.noneText')}</Empty>}>
        {(rows) => <Table label={t('views.deliveries')} columns={columns} rows={rows} rowKey={({ id }) => id} selected={delivery?.id ?? null} onChoose={(id) => choose('deliveries', id)} />}
      </ListPanel>
      {delivery && <DeliveryDetailPanel key={delivery.id} id={delivery.id} version={`${delivery.state} ${delivery.tries}`} />}
    </div>
  )
}

function useColumns(): Column<Delivery>[] {
  const { t } = useTranslation('hooks')
  const format = useFormat()
  return [
    { key: 'when', title: t('columns.when'), width: '112px', render: ({ createdAt }) => format.dateTime(createdAt) },
    { key: 'webhook', title: t('columns.webhook'), render: ({ webhook }) => <span title={webhook}>{webhook}</span> },
    { key: 'kind', title: t('columns.news'), width: '26%', render: ({ kind }) => t(`kinds.${kind}`) },
    { key: 'env', title: t('columns.env'), width: '106px', render: ({ env }) => env || <span className={css.quiet}>–</span> },
    { key: 'state', title: t('columns.state'), width: '124px', render: (delivery) => <DeliveryState delivery={delivery} /> },
  ]
}
