import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan, Status } from '#shared/contract/migrations.ts'
import type { Preview } from '#shared/contract/preview.ts'
import { useFormat } from '../../../i18n/format.ts'
import { DiagnosticList } from '../../../ui/diagnostic-list.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../../ui/panel.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import { FindingsSection } from '../findings.tsx'
import { BeforeRun } from '../plan-about.tsx'
import { VerdictTag } from './about-panel.tsx'
import { rangeWords } from './amounts.ts'
import { PreviewedWhen } from './editor-head.tsx'
import { BlockersSection } from './blockers.tsx'
import { OriginSection } from './origin.tsx'
import type { PreviewView } from './use-preview.ts'
import batch from './batch.module.css'
import css from './editor.module.css'

interface BatchAboutProps {
  environment: Environment
  status: Status
  plan: Plan | undefined
  view: PreviewView
  /** Some text is another than the one that was previewed. */
  isStale: boolean
}

/** What the whole batch takes, what stands in its way now, and what happens around the run. */
export function BatchAbout({ environment, status, plan, view, isStale }: BatchAboutProps) {
  const { t } = useTranslation(['preview', 'migrations'])
  const steps = plan?.steps ?? []
  const { preview } = view
  return (
    <Panel tone="raise" className={css.side} label={t('preview:about.batchTitle')}>
      <PanelHead title={t('preview:about.batchTitle')}>{preview && steps.length > 0 && <VerdictTag verdict={preview.verdict} />}</PanelHead>
      <PanelBody className={css.sideBody} tabIndex={0} role="group" aria-label={t('preview:about.batchTitle')}>
        {steps.length > 0 && <Total environment={environment} view={view} many={steps.length} isStale={isStale} />}
        {preview && steps.length > 0 && <BlockersSection environment={environment} preview={preview} scripts={steps.map(({ script }) => script)} />}
        {plan && steps.length > 0 && <BeforeRun environment={environment} plan={plan} />}
        {plan && (
          <Section title={t('migrations:plan.findings')} note={plan.diagnostics.length + (preview?.findings.length ?? 0) || undefined}>
            <Found plan={plan} preview={steps.length > 0 ? preview : undefined} />
          </Section>
        )}
        {!plan && <Section><SkeletonLines /></Section>}
        <FindingsSection environment={environment} status={status} />
        {preview && steps.length > 0 && <OriginSection preview={preview} />}
      </PanelBody>
    </Panel>
  )
}

function Found({ plan, preview }: { plan: Plan; preview: Preview | undefined }) {
  const { t } = useTranslation('migrations')
  const all = [...plan.diagnostics, ...(preview?.findings ?? [])]
  return all.length > 0 ? <DiagnosticList diagnostics={all} /> : <p className={css.quiet}>{t('plan.noFindings')}</p>
}

function Total({ environment, view, many, isStale }: Pick<BatchAboutProps, 'environment' | 'view' | 'isStale'> & { many: number }) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const { preview } = view
  if (!preview) {
    const why = environment.class === 'production' ? t('batch.askProduction') : t('batch.askMany')
    const alone = environment.class === 'production' || many > 20
    return <Section>{view.running || view.loading ? <SkeletonLines widths={[54, 80]} /> : <p className={css.quiet}>{alone ? t('batch.ask', { why }) : t('about.notYet')}</p>}</Section>
  }
  return (
    <Section>
      {preview.seconds ? <p className={batch.total}>{t('batch.total', { time: rangeWords(preview.seconds, { t, format }), env: environment.name })}</p> : <p className={css.quiet}>{t('batch.totalUnknown')}</p>}
      <p className={css.quiet}>{t(`verdictHelp.${preview.verdict}`)}</p>
      <p className={batch.previewed}>
        <PreviewedWhen preview={preview} fresh={!isStale} />
      </p>
    </Section>
  )
}
