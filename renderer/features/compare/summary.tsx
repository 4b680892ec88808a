import { Popover } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparison } from '#shared/contract/compare.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { noises, type Noise, type View } from './compare-store.ts'
import { countsOf } from './tree.ts'
import type { Choice } from './use-comparison.ts'
import css from './compare.module.css'

interface SummaryProps {
  comparison: Comparison
  view: View
  change: (change: Partial<View>) => void
  choice: Choice
  onWrite: () => void
}

/** How many differences there are, what is folded away, and the way to a migration. */
export function Summary({ comparison, view, change, choice, onWrite }: SummaryProps) {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const counts = useMemo(() => countsOf(comparison.differences), [comparison.differences])
  const total = counts.added + counts.removed + counts.changed
  const took = `A ${format.time(comparison.a.takenAt)} · B ${format.time(comparison.b.takenAt)} · ${t('summary.took', { ms: format.duration(comparison.ms) })}`
  return (
    <div className={css.summary}>
      <p className={css.total} title={took} role="status">
        <b>{t('summary.differences', { count: total })}</b>
        {counts.added > 0 && <span className={css.added}>+ {t('summary.added', { n: format.number(counts.added) })}</span>}
        {counts.removed > 0 && <span className={css.removed}>− {t('summary.removed', { n: format.number(counts.removed) })}</span>}
        {counts.changed > 0 && <span className={css.changed}>~ {t('summary.changed', { n: format.number(counts.changed) })}</span>}
      </p>
      <NoiseChips noise={counts.noise} view={view} change={change} />
      <span className={css.gap} />
      {comparison.gaps.length > 0 && <Gaps comparison={comparison} />}
      <Button size="s" variant="primary" disabled={choice.take?.length === 0 || (total === 0 && view.shown.length === 0)} onClick={onWrite}>
        {t('write.open')}
      </Button>
    </div>
  )
}

function NoiseChips({ noise, view, change }: Pick<SummaryProps, 'view' | 'change'> & { noise: Readonly<Record<Noise, number>> }) {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const there = noises.filter((each) => noise[each] > 0)
  if (there.length === 0) return null
  const folded = there.filter((each) => !view.shown.includes(each)).reduce((sum, each) => sum + noise[each], 0)
  const toggle = (each: Noise) => change({ shown: view.shown.includes(each) ? view.shown.filter((one) => one !== each) : [...view.shown, each] })
  return (
    <div className={css.noise}>
      <span className={css.quiet}>{folded > 0 ? t('summary.folded', { count: folded }) : t('summary.unfolded')}</span>
      {there.map((each) => (
        <button key={each} type="button" className={css.chip} aria-pressed={view.shown.includes(each)} title={t('summary.show', { what: t(`summary.noise.${each}`) })} onClick={() => toggle(each)}>
          {t(`summary.noise.${each}`)} <span>{format.number(noise[each])}</span>
        </button>
      ))}
    </div>
  )
}

function Gaps({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('compare')
  return (
    <Popover position="bottom-end" width={420} trapFocus>
      <Popover.Target>
        <Button size="s" variant="quiet">
          {t('summary.gaps', { count: comparison.gaps.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.gapList} aria-label={t('summary.gapsTitle')}>
        <h3>{t('summary.gapsTitle')}</h3>
        <div tabIndex={0} role="group" aria-label={t('summary.gapsTitle')}>
          <DiagnosticList diagnostics={comparison.gaps.slice(0, 200)} />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
