import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorWords } from '../../../i18n/errors.ts'
import { useFormat } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/button.tsx'
import { EnvDot } from '../../../ui/env-dot.tsx'
import type { Lane } from '../lanes.ts'
import css from '../timeline.module.css'
import { foot, layoutOf, top } from './layout.ts'

interface LaneHeadsProps {
  lanes: readonly Lane[]
  /** Of the chart, in pixels. */
  height: number
  onRetry: () => void
}

/** Names of the lanes, with what is to be said of one that could not be read. They scroll; the axis stays. */
export function LaneHeads({ lanes, height, onRetry }: LaneHeadsProps) {
  const { t } = useTranslation('timeline')
  const { laneHeight, lanesHeight } = layoutOf(0, height, lanes.length, 0)
  return (
    <div className={css.heads} style={{ height: Math.max(height, lanesHeight + top + foot) }}>
      <div className={css.mask} style={{ height: top - 12 }} />
      <ol className={css.headList} style={{ top }} aria-label={t('lanes')}>
        {lanes.map((lane) => (
          <li key={lane.environment.id} className={css.head} style={{ height: laneHeight }}>
            <LaneHead lane={lane} roomy={laneHeight >= 72} onRetry={onRetry} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function LaneHead({ lane: { environment, problem, since, entries }, roomy, onRetry }: { lane: Lane; roomy: boolean; onRetry: () => void }) {
  const { t, i18n } = useTranslation('timeline')
  const format = useFormat()
  const production = environment.class === 'production'
  const why = problem && errorWords(problem, i18n.language).message
  return (
    <>
      <span className={production ? `${css.headName} ${css.strong}` : css.headName} title={environment.name}>
        <EnvDot colour={environment.colour} /> <span>{environment.name}</span>
      </span>
      {problem ? (
        <>
          <span className={css.headNote} title={why}>
            <span className={css.stale}>{since ? t('asOf', { when: format.dateTime(since) }) : t('unreachable')}</span>
            <IconButton label={t('retryOf', { name: environment.name })} icon={<RotateCw />} className={css.retry} onClick={onRetry} />
          </span>
          {(roomy || entries.length === 0) && <span className={entries.length === 0 ? css.headWhy : `${css.headWhy} ${css.below}`}>{why}</span>}
        </>
      ) : (
        <span className={css.headNote}>{t('count', { count: entries.length, number: format.number(entries.length) })}</span>
      )}
    </>
  )
}
