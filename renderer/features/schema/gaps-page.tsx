import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Panel, PanelBody, PanelHead } from '../../ui/panel.tsx'
import css from './schema.module.css'

/** What is there and not shown: what the user may not see, and what is of no kind that is modelled. */
export function GapsPage({ gaps }: { gaps: readonly Diagnostic[] }) {
  const { t } = useTranslation('schema')
  return (
    <Panel className={css.main} label={t('gaps.title')}>
      <PanelHead title={t('gaps.title')} note={gaps.length} />
      {gaps.length === 0 ? (
        <Empty icon={<ShieldCheck />} title={t('gaps.none')} />
      ) : (
        <PanelBody className={css.pad} tabIndex={0}>
          <p className={css.lead}>{t('gaps.lead')}</p>
          <DiagnosticList diagnostics={gaps} />
        </PanelBody>
      )}
    </Panel>
  )
}
