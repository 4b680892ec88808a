import { useTranslation } from 'react-i18next'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { looks, type Kind } from './looks.ts'
import { MarkShape } from './mark.tsx'
import css from './timeline.module.css'

/** Only the kinds that are in sight. */
export function Legend({ events }: { events: readonly TimelineEvent[] }) {
  const { t } = useTranslation('timeline')
  const present = new Set(events.map(({ kind }) => kind))
  const kinds = (Object.keys(looks) as Kind[]).filter((kind) => present.has(kind))
  return (
    <ul className={css.legend} aria-label={t('legend')}>
      {kinds.map((kind) => (
        <li key={kind}>
          <svg viewBox="-10 -10 20 20" aria-hidden>
            <MarkShape kind={kind} />
          </svg>
          {t(`kinds.${kind}`)}
        </li>
      ))}
    </ul>
  )
}
