import { useTranslation } from 'react-i18next'
import type { PlanStep } from '#shared/contract/migrations.ts'
import { moveFocus } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { stepName } from './queries.ts'
import css from './plan.module.css'

interface PlanStepsProps {
  steps: readonly PlanStep[]
  selected: string
  onChoose: (script: string) => void
}

/** The steps in the order in which they run. */
export function PlanSteps({ steps, selected, onChoose }: PlanStepsProps) {
  const { t } = useTranslation('migrations')
  return (
    <div role="listbox" tabIndex={-1} aria-label={t('plan.steps')} className={css.steps} onKeyDown={moveFocus}>
      {steps.map((step, index) => (
        <div
          key={step.script}
          role="option"
          aria-selected={step.script === selected}
          tabIndex={step.script === selected ? 0 : -1}
          className={css.step}
          onClick={() => onChoose(step.script)}
          onKeyDown={(event) => event.key === 'Enter' && onChoose(step.script)}
          onFocus={() => onChoose(step.script)}
        >
          <span className={css.number} data-action={step.action}>
            {index + 1}
          </span>
          <span className={css.name}>
            <b>{stepName(step)}</b> {step.version === null ? '' : step.description}
          </span>
          {!step.transactional && (
            <Tag tone="warn" title={step.reason}>
              {t('badge.outsideTransaction')}
            </Tag>
          )}
          <span className={css.count}>{t('next.statements', { count: step.statements.length })}</span>
        </div>
      ))}
    </div>
  )
}
