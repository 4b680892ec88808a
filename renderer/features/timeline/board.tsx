import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { select, useNavigation } from '../../app/navigation.ts'
import { useNow } from '../../i18n/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Stale } from '../../ui/stale.tsx'
import { TimelineIcon } from '../../ui/icons.tsx'
import { ChainBanner } from './chain-banner.tsx'
import { Chart } from './chart/chart.tsx'
import { reveal, spanOf } from './chart/scale.ts'
import { CompareBar } from './compare-bar.tsx'
import type { Entry } from './entries.ts'
import { EventDetail } from './detail/event-detail.tsx'
import { EventList } from './event-list.tsx'
import { lanesOf } from './lanes.ts'
import { Toolbar } from './toolbar.tsx'
import type { Story, Timeline } from './use-timeline.ts'
import { useView, useViewport } from './use-view.ts'
import { boundsOf, plainView, shownOf } from './view.ts'
import css from './timeline.module.css'

/** The axis with its lanes, the same events as a list, and the details of one of them. */
export function Board({ story, data }: { story: Story; data: Timeline }) {
  const { t } = useTranslation('timeline')
  const { list, environments, entries } = story
  const { item } = useNavigation()
  const now = useNow(60_000)
  const [view, change] = useView()
  const shown = useMemo(() => shownOf(entries, { text: view.text, kinds: view.kinds, env: view.env, range: view.range }, now), [entries, view.text, view.kinds, view.env, view.range, now])
  const lanes = useMemo(() => lanesOf(environments.filter(({ id }) => view.env === null || id === view.env), shown, data.unreachable), [environments, shown, data.unreachable, view.env])
  const bounds = useMemo(() => boundsOf(view.range, now), [view.range, now])
  const whole = useMemo(() => bounds ?? spanOf(entries.map(({ at }) => at), list.dataUpdatedAt), [bounds, entries, list.dataUpdatedAt])
  const viewport = useViewport(whole, view.window, change)
  const byId = useCallback((id: string | null) => (id === null ? null : (entries.find(({ event }) => event.id === id) ?? null)), [entries])
  const chosen = useMemo(() => byId(item), [byId, item])
  const pins = useMemo((): [Entry | null, Entry | null] => [byId(view.a), byId(view.b)], [byId, view.a, view.b])
  const choose = (id: string) => {
    select(id)
    const entry = byId(id)
    if (entry) viewport.glide(reveal(viewport.aim(), entry.at))
  }
  const pin = (which: 'a' | 'b') => chosen && change({ [which]: chosen.event.id })
  const retry = () => void list.refetch()
  return (
    <div className={css.screen}>
      <Toolbar view={view} change={change} viewport={viewport} environments={environments} shown={shown} all={entries.length} now={now} />
      {list.isError && <Stale at={list.dataUpdatedAt} onRetry={retry} />}
      <ChainBanner findings={data.findings ?? []} />
      <div className={css.split}>
        <Panel tone="bg" label={t('title')} className={css.main}>
          <Chart lanes={lanes} entries={shown} viewport={viewport} chosen={chosen} pins={pins} bounds={bounds} now={now} onChoose={choose} onPin={pin} onRange={(span) => change({ range: { from: Math.round(span.from), to: Math.round(span.to) }, window: null })} onRetry={retry} />
          <CompareBar pins={pins} change={change} />
          {shown.length === 0 ? (
            <Empty icon={<TimelineIcon />} title={t('noneShown')} action={<Button onClick={() => change(plainView)}>{t('showAll')}</Button>}>
              {t('noneShownText')}
            </Empty>
          ) : (
            <EventList entries={shown} chosen={chosen?.event.id ?? null} pins={pins} onChoose={choose} />
          )}
        </Panel>
        {chosen && <EventDetail key={chosen.event.id} entry={chosen} view={view} change={change} />}
      </div>
    </div>
  )
}
