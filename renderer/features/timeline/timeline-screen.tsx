import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { TimelineIcon } from '../../ui/icons.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Board } from './board.tsx'
import { useStory } from './use-timeline.ts'
import css from './timeline.module.css'

/** What happened to every environment, on one axis of time. */
export function TimelineScreen() {
  const { t } = useTranslation('timeline')
  const story = useStory()
  const { list } = story
  const none = list.data?.events.length === 0 && list.data.unreachable.length === 0
  if (list.data && !none) return <Board story={story} data={list.data} />
  return (
    <Panel tone="bg" label={t('title')} className={css.whole}>
      <PanelHead level={1} title={t('title')} />
      {list.isPending && <ChartSkeleton />}
      {list.isError && <ErrorNotice fill error={list.error} onRetry={() => void list.refetch()} />}
      {none && (
        <Empty icon={<TimelineIcon />} title={t('empty')}>
          {t('emptyText')}
        </Empty>
      )}
    </Panel>
  )
}

function ChartSkeleton() {
  return (
    <div className={css.skeleton}>
      <SkeletonRows rows={3} height={92} />
    </div>
  )
}
