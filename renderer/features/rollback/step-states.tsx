import { useTranslation } from 'react-i18next'
import type { RollbackProgress } from '#shared/contract/rollback.ts'
import { StateDot, type DotShape } from '../../ui/state-dot.tsx'
import type { Tone } from '../../ui/tag.tsx'
import { useStepWords } from './steps.tsx'
import css from './rollback.module.css'

const looks: Record<RollbackProgress['state'], readonly [DotShape, Tone]> = { waiting: ['ring', 'neutral'], running: ['half', 'info'], done: ['full', 'ok'], failed: ['cross', 'bad'], unknown: ['bang', 'warn'] }

/** Each step with how far it is. */
export function StepStates({ steps }: { steps: readonly RollbackProgress[] }) {
  const { t } = useTranslation('rollback')
  const words = useStepWords()
  if (steps.length === 0) return null
  return (
    <ol className={css.states} aria-label={t('steps.label')}>
      {steps.map((step) => {
        const [shape, tone] = looks[step.state]
        return (
          <li key={step.number} data-state={step.state}>
            <StateDot shape={shape} tone={tone} />
            <span className={css.grow}>{words(step)}</span>
            <span className={css.quiet}>{t(`state.${step.state}`)}</span>
          </li>
        )
      })}
    </ol>
  )
}
