import { useTranslation } from 'react-i18next'
import type { FleetCounts } from '#shared/contract/fleet.ts'
import { useFormat } from '../../i18n/format.ts'
import { barParts } from './looks.ts'
import css from './fleet.module.css'

/** Where the members of a run are: a bar whose parts have the length of their numbers, and the numbers in words. */
export function CountsBar({ counts, total }: { counts: FleetCounts; total: number }) {
  const { t } = useTranslation('fleet')
  const format = useFormat()
  const ended = counts.done + counts.failed + counts.skipped + counts.unknown
  return (
    <div className={css.counts}>
      <div className={css.bar} role="progressbar" aria-label={t('run.progress')} aria-valuemin={0} aria-valuemax={total} aria-valuenow={ended} aria-valuetext={t('run.of', { done: counts.done, total })}>
        {barParts.map((part) => counts[part] > 0 && <i key={part} data-part={part} style={{ flexGrow: counts[part] }} />)}
      </div>
      <p className={css.legend}>
        <b>{t('run.of', { done: format.number(counts.done), total: format.number(total) })}</b>
        {barParts.filter((part) => part !== 'done' && counts[part] > 0).map((part) => (
          <span key={part} data-part={part}>
            {t(`run.counts.${part}`, { count: counts[part] })}
          </span>
        ))}
      </p>
    </div>
  )
}
