import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RollbackPlan, RollbackWay } from '#shared/contract/rollback.ts'
import { useFormat } from '../../i18n/format.ts'
import { Losses } from './losses.tsx'
import { Steps } from './steps.tsx'
import { TrialResult } from './trial-result.tsx'
import type { Trial } from './use-trial.ts'
import { useReasonWords, useVersionWords, useWayWords } from './use-words.ts'
import { WayChoice } from './way-choice.tsx'
import css from './rollback.module.css'

interface PlanViewProps {
  plan: RollbackPlan
  way: RollbackWay | undefined
  trial: Trial
  onWay: (way: RollbackWay['id']) => void
}

/** Where to, by which way, with which steps, and what would be lost. */
export function PlanView({ plan, way, trial, onWay }: PlanViewProps) {
  const { t } = useTranslation('rollback')
  const reasonWords = useReasonWords()
  return (
    <>
      <PointLine plan={plan} />
      {plan.notes.map((note) => (
        <p key={note.code} className={css.note} data-severity={note.severity}>
          {reasonWords(note)}
        </p>
      ))}
      {plan.nothing && (
        <p className={css.nothing} role="status">
          <b>{t('nothing.title')}</b> {t(plan.ways.some(({ id, possible }) => id !== 'scripts' && possible === 'yes') ? 'nothing.restore' : 'nothing.text')}
        </p>
      )}
      <WayChoice plan={plan} value={way?.id} onChange={onWay} />
      {way && way.possible !== 'no' && way.steps.length > 0 && (
        <>
          <section className={css.part}>
            <h3 className={css.heading}>{t('steps.title')}</h3>
            <Steps steps={way.steps} backup={way.backup} known={plan.point.known || trial.preview !== undefined} />
            <Duration way={way} trial={trial} />
          </section>
          <Losses way={way} />
        </>
      )}
      <TrialResult trial={trial} />
    </>
  )
}

function PointLine({ plan: { point, now } }: { plan: RollbackPlan }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const version = useVersionWords()
  const back = now.versions.filter((one) => !point.versions.includes(one)).length
  const forth = point.versions.filter((one) => !now.versions.includes(one)).length
  return (
    <div className={css.point}>
      <History aria-hidden />
      <div>
        <p className={css.when}>{format.exact(point.at)}</p>
        <p className={css.quiet}>
          {[t('point.versions', { from: version(now.highest), to: version(point.highest) }), back > 0 && t('point.back', { count: back }), forth > 0 && t('point.forth', { count: forth }), point.known ? '' : t('point.unknown')].filter(Boolean).join(' · ')}
        </p>
      </div>
    </div>
  )
}

function Duration({ way, trial }: { way: RollbackWay; trial: Trial }) {
  const { t } = useTranslation('rollback')
  const { range } = useWayWords()
  const seconds = trial.preview?.seconds ?? way.seconds
  return <p className={css.quiet}>{seconds === null ? t('takes.unknown') : t(trial.preview?.seconds ? 'takes.scripts' : 'takes.range', { range: range(seconds) })}</p>
}
