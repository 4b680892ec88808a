import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Fleet, FleetRunSummary } from '#shared/contract/fleet.ts'
import { select } from '../../app/navigation.ts'
import { api } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { PanelBody } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table, type Column } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { runTones } from './looks.ts'
import { itemOf } from './place.ts'
import css from './fleet.module.css'

export function RunList({ fleet }: { fleet: Fleet }) {
  const { t } = useTranslation('fleet')
  const list = useQuery(api.fleet.runs.queryOptions({ input: { fleet: fleet.id, limit: 200 } }))
  const columns = useColumns(fleet.id)
  const runs = list.data?.runs ?? []
  return (
    <PanelBody>
      {list.isPending && <SkeletonRows rows={6} height={34} />}
      {list.isError && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && runs.length === 0 && <Empty title={t('runs.none')}>{t('runs.noneText')}</Empty>}
      {runs.length > 0 && <Table label={t('views.runs')} columns={columns} rows={runs} rowKey={({ id }) => id} />}
    </PanelBody>
  )
}

function useColumns(fleet: string): Column<FleetRunSummary>[] {
  const { t } = useTranslation('fleet')
  const format = useFormat()
  return [
    {
      key: 'when', title: t('runs.when'), width: '148px',
      render: ({ id, startedAt }) => (
        <button type="button" className={css.link} onClick={() => select(itemOf(fleet, id))}>
          {format.dateTime(startedAt)}
        </button>
      ),
    },
    { key: 'state', title: t('runs.state'), width: '150px', render: ({ state }) => <Tag tone={runTones[state]}>{t(`runState.${state}`)}</Tag> },
    { key: 'done', title: t('runs.done'), width: '110px', align: 'end', render: ({ counts, total }) => t('run.of', { done: format.number(counts.done), total: format.number(total) }) },
    { key: 'failed', title: t('runs.failed'), width: '70px', align: 'end', render: ({ counts }) => (counts.failed + counts.unknown === 0 ? <span className={css.quiet}>0</span> : <b className={css.bad}>{counts.failed + counts.unknown}</b>) },
    { key: 'by', title: t('runs.by'), width: '130px', render: ({ by }) => <span className={css.quiet}>{by}</span> },
    { key: 'why', title: t('runs.why'), render: ({ reason }) => reason ?? '' },
  ]
}
