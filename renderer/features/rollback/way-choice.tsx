import { useTranslation } from 'react-i18next'
import type { RollbackPlan, RollbackWay } from '#shared/contract/rollback.ts'
import { Tag } from '../../ui/tag.tsx'
import { useReasonWords, useWayWords } from './use-words.ts'
import css from './rollback.module.css'

interface WayChoiceProps {
  plan: RollbackPlan
  value: RollbackWay['id'] | undefined
  onChange: (way: RollbackWay['id']) => void
}

/** Every way with what it would lose; what cannot be gone says why. */
export function WayChoice({ plan, value, onChange }: WayChoiceProps) {
  const { t } = useTranslation('rollback')
  const ways = plan.ways.filter(({ id, possible, steps }) => !(id === 'scripts' && possible === 'yes' && steps.length === 0))
  if (ways.length === 0) return null
  return (
    <fieldset className={css.ways}>
      <legend className={css.heading}>{t('way.title')}</legend>
      {ways.map((way) => (
        <Way key={way.id} way={way} checked={way.id === value} best={way === plan.ways[0] && way.possible !== 'no' && ways.some((other) => other !== way && other.possible !== 'no')} onChange={() => onChange(way.id)} />
      ))}
    </fieldset>
  )
}

interface WayProps {
  way: RollbackWay
  checked: boolean
  /** There are others, and this is the best. */
  best: boolean
  onChange: () => void
}

function Way({ way, checked, best, onChange }: WayProps) {
  const { t } = useTranslation('rollback')
  const words = useWayWords()
  const reasonWords = useReasonWords()
  const impossible = way.possible === 'no'
  const reasons = way.reasons.filter(({ severity }) => !impossible || severity === 'error')
  return (
    <label className={css.way} data-checked={checked && !impossible} data-impossible={impossible}>
      <input type="radio" name="rollback-way" checked={checked && !impossible} disabled={impossible} onChange={onChange} />
      <span className={css.wayText}>
        <span className={css.wayTitle}>
          <b>{words.title(way)}</b>
          {best && <Tag tone="ok">{t('way.best')}</Tag>}
          {way.possible === 'after_preview' && <Tag tone="warn">{t('way.afterTrial')}</Tag>}
          {impossible && <Tag>{t('way.impossible')}</Tag>}
        </span>
        {!impossible && <span className={css.quiet}>{words.about(way)}</span>}
        {reasons.map((reason, index) => (
          <span key={`${reason.code} ${index}`} className={css.reason} data-severity={reason.severity}>
            {reasonWords(reason)}
          </span>
        ))}
      </span>
    </label>
  )
}
