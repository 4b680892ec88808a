import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { targetOf } from './target.ts'
import css from './apply.module.css'

/** The steps in order, and the place where they will run. */
export function WhatRuns({ environment, plan }: { environment: Environment; plan: Plan }) {
  const { t } = useTranslation('apply')
  const statements = plan.steps.reduce((sum, step) => sum + step.statements.length, 0)
  if (plan.steps.length === 0) return <p>{t('nothing')}</p>
  return (
    <section className={css.part}>
      <p className={css.where}>
        <EnvDot colour={environment.colour} />
        <b>{environment.name}</b> <span>{t('where', targetOf(environment))}</span>
        <span className={css.total}>{t('steps', { count: plan.steps.length, statements: t('statements', { count: statements }) })}</span>
      </p>
      <ol className={css.steps} aria-label={t('what')}>
        {plan.steps.map(({ script, version, description, action, transactional, reason, statements: own }, index) => (
          <li key={script}>
            <span className={css.number} data-action={action}>
              {index + 1}
            </span>
            <span className={css.name}>
              <b>{version === null ? 'R' : `${action === 'undo' ? 'U' : 'V'}${version}`}</b> {description}
            </span>
            {!transactional && (
              <Tag tone="warn" title={reason}>
                {t('outside')}
              </Tag>
            )}
            <span className={css.count}>{t('statements', { count: own.length })}</span>
          </li>
        ))}
      </ol>
      {plan.diagnostics.length > 0 && <DiagnosticList diagnostics={plan.diagnostics} />}
    </section>
  )
}
