import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Minus, Plus, Scan } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { select, useNavigation } from '../../app/navigation.ts'
import { api, useEnvironments } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { TimelineIcon } from '../../ui/icons.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Stale } from '../../ui/stale.tsx'
import { Chart } from './chart.tsx'
import { EventDetail } from './event-detail.tsx'
import { EventList } from './event-list.tsx'
import { lanesOf } from './lanes.ts'
import { filters, type Filter } from './looks.ts'
import { reveal, spanOf, zoom, type Span } from './scale.ts'
import css from './timeline.module.css'

export function TimelineScreen() {
  const { t } = useTranslation('timeline')
  const list = useQuery(api.timeline.list.queryOptions({ input: { limit: 10_000 } }))
  const { data: environments = [] } = useEnvironments()
  const { item } = useNavigation()
  const [filter, setFilter] = useState<Filter>('all')
  const [view, setView] = useState<Span | null>(null)
  const events = useMemo(() => (list.data?.events ?? []).filter(({ kind }) => filters[filter](kind)).toSorted((a, b) => b.at.localeCompare(a.at)), [list.data, filter])
  const whole = useMemo(() => spanOf(list.data?.events ?? [], list.dataUpdatedAt), [list.data, list.dataUpdatedAt])
  const lanes = useMemo(() => lanesOf(environments, events, list.data?.unreachable ?? []), [environments, events, list.data])
  const span = view ?? whole
  const chosen = events.find(({ id }) => id === item) ?? null

  const choose = (id: string) => {
    select(id)
    const event = events.find((each) => each.id === id)
    if (event) setView(reveal(span, Date.parse(event.at)))
  }
  const none = list.data?.events.length === 0 && list.data.unreachable.length === 0
  return (
    <div className={css.split}>
      <Panel tone="bg" label={t('title')}>
        <PanelHead level={1} title={t('title')} note={<Range span={span} />}>
          <Select className={css.filter} size="xs" aria-label={t('filter')} value={filter} onChange={(value) => setFilter((value ?? 'all') as Filter)} data={(Object.keys(filters) as Filter[]).map((value) => ({ value, label: t(`filters.${value}`) }))} />
          <IconButton label={t('zoomOut')} icon={<Minus />} onClick={() => setView(zoom(span, 1.5))} />
          <IconButton label={t('zoomIn')} icon={<Plus />} onClick={() => setView(zoom(span, 1 / 1.5))} />
          <IconButton label={t('zoomAll')} icon={<Scan />} onClick={() => setView(null)} />
        </PanelHead>
        {list.isError && list.data && <Stale at={list.dataUpdatedAt} onRetry={() => void list.refetch()} />}
        {list.isPending && <ChartSkeleton />}
        {list.isError && !list.data && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
        {none && (
          <Empty icon={<TimelineIcon />} title={t('empty')}>
            {t('emptyText')}
          </Empty>
        )}
        {list.data && !none && (
          <>
            <Chart lanes={lanes} span={span} onSpan={setView} chosen={chosen} onChoose={choose} events={events} />
            <EventList events={events} environments={environments} chosen={chosen?.id ?? null} onChoose={choose} />
          </>
        )}
      </Panel>
      {chosen && <EventDetail event={chosen} environments={environments} />}
    </div>
  )
}

function Range({ span }: { span: Span }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const short = span.to - span.from < 2 * 86_400_000
  const words = short ? format.dateTime : format.day
  if (words(span.from) === words(span.to)) return <>{words(span.from)}</>
  return <>{t('range', { from: words(span.from), to: words(span.to) })}</>
}

function ChartSkeleton() {
  return (
    <div className={css.skeleton}>
      <SkeletonRows rows={3} height={92} />
    </div>
  )
}
