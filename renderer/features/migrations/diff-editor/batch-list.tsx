import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanStep } from '#shared/contract/migrations.ts'
import type { Preview } from '#shared/contract/preview.ts'
import { secondsOf } from '#shared/preview/danger.ts'
import { select } from '../../../app/navigation.ts'
import { useFormat } from '../../../i18n/format.ts'
import { moveFocus } from '../../../ui/row.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { stepName } from '../queries.ts'
import { rangeWords } from './amounts.ts'
import { BadgeTags } from './badge-tags.tsx'
import { EffectLines } from './effect-lines.tsx'
import { migrationIn } from './use-preview.ts'
import css from './batch.module.css'

interface BatchListProps {
  steps: readonly PlanStep[]
  preview: Preview | undefined
  waiting: boolean
}

/** The migrations in the order of the run, each with what it does; Enter opens one. */
export function BatchList({ steps, preview, waiting }: BatchListProps) {
  const { t } = useTranslation('migrations')
  const [at, setAt] = useState(0)
  return (
    <div role="listbox" tabIndex={-1} aria-label={t('plan.steps')} className={css.steps} onKeyDown={moveFocus}>
      {steps.map((step, index) => (
        <Step key={step.script} step={step} number={index + 1} preview={preview} waiting={waiting} tabStop={index === Math.min(at, steps.length - 1)} onFocus={() => setAt(index)} />
      ))}
    </div>
  )
}

interface StepProps extends Omit<BatchListProps, 'steps'> {
  step: PlanStep
  number: number
  tabStop: boolean
  onFocus: () => void
}

const shownLines = 4

function Step({ step, number, preview, waiting, tabStop, onFocus }: StepProps) {
  const { t } = useTranslation(['preview', 'migrations'])
  const format = useFormat()
  const { t: own } = useTranslation('preview')
  const { script, version, description, statements, transactional, reason } = step
  const migration = migrationIn(preview, script)
  const seconds = migration && secondsOf(migration)
  const open = () => select(script)
  return (
    <div role="option" aria-selected={false} aria-label={`${stepName(step)} ${description}`} tabIndex={tabStop ? 0 : -1} className={css.step} title={t('preview:batch.open', { script })} onClick={open} onFocus={onFocus} onKeyDown={(event) => event.key === 'Enter' && open()}>
      <span className={css.number}>{number}</span>
      <div className={css.body}>
        <p className={css.line}>
          <span className={css.name}>
            <b>{stepName(step)}</b> {version === null ? '' : description}
          </span>
          {migration && <BadgeTags migration={migration} />}
          {!transactional && <Tag tone="warn" title={reason}>{t('migrations:badge.outsideTransaction')}</Tag>}
          <span className={css.time}>{seconds ? rangeWords(seconds, { t: own, format }) : t('migrations:next.statements', { count: statements.length })}</span>
        </p>
        {migration ? migration.error ? <p className={css.error}>{migration.error.message}</p> : <EffectLines lines={migration.effect} most={shownLines} /> : waiting && <SkeletonLines widths={[46, 38]} />}
      </div>
    </div>
  )
}
