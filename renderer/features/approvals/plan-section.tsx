import { useTranslation } from 'react-i18next'
import type { ApprovalPlan } from '#shared/contract/approvals.ts'
import { Button } from '../../ui/button.tsx'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Section } from '../../ui/panel.tsx'
import { SkeletonLines } from '../../ui/skeleton.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import css from './approvals.module.css'

interface PlanSectionProps {
  /** As they were asked for. */
  scripts: readonly string[]
  isOpen: boolean
  plan: ApprovalPlan | null | undefined
  problem: string | null | undefined
  pending: boolean
  /** Opens a script in the diff editor. */
  onOpen: (script: string) => void
}

/** What would run now; of a request that is over, what was asked for. */
export function PlanSection({ scripts, isOpen, plan, problem, pending, onOpen }: PlanSectionProps) {
  const { t } = useTranslation('approvals')
  if (!isOpen || problem) {
    return (
      <Section title={t('plan.asked')} note={scripts.length}>
        {problem && <p className={css.notice}>{t('plan.problem', { problem })}</p>}
        <ol className={css.scripts}>
          {scripts.map((script, index) => (
            <li key={`${script}-${index}`}>{script}</li>
          ))}
        </ol>
      </Section>
    )
  }
  if (!plan) return <Section title={t('plan.now')}>{pending && <SkeletonLines widths={[58, 72, 64]} />}</Section>
  const { same, steps, findings, preview, loses } = plan
  return (
    <Section title={t('plan.now')} note={steps.length}>
      {!same && (
        <p className={css.notice} role="status">
          {t('plan.changed')}
        </p>
      )}
      <Steps steps={steps} onOpen={onOpen} />
      <p className={css.quiet}>{preview ? t('plan.preview', { verdict: t(`plan.verdict.${preview.verdict}`) }) : t('plan.noPreview')}</p>
      {loses.length > 0 && (
        <ul className={css.loses}>
          {loses.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {findings.length > 0 && <DiagnosticList diagnostics={findings} />}
    </Section>
  )
}

const risks: Record<NonNullable<ApprovalPlan['steps'][number]['risk']>, Tone> = { low: 'ok', careful: 'warn', dangerous: 'bad' }

function Steps({ steps, onOpen }: { steps: ApprovalPlan['steps']; onOpen: (script: string) => void }) {
  const { t } = useTranslation('approvals')
  return (
    <ol className={css.steps} aria-label={t('plan.now')}>
      {steps.map(({ number, script, version, description, method, transactional, statements, risk }) => (
        <li key={number}>
          <span className={css.name}>
            <b>{version === null ? method : `${method === 'undo' ? 'U' : 'V'}${version}`}</b> {description}
          </span>
          {transactional === false && <Tag tone="warn">{t('plan.outside')}</Tag>}
          {statements !== null && <span className={css.when}>{t('plan.statements', { count: statements })}</span>}
          <span className={css.risk}>
            <Tag tone={risk ? risks[risk] : 'neutral'}>{t(`plan.risk.${risk ?? 'unknown'}`)}</Tag>
          </span>
          {script !== null && (
            <Button size="s" variant="quiet" aria-label={t('plan.openScript', { script })} onClick={() => onOpen(script)}>
              {t('plan.open')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  )
}
