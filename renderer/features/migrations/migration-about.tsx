import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { DiagnosticList } from '../../ui/diagnostic-list.tsx'
import { Facts } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelHead, Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { FileView } from './file-view.ts'
import { FindingsSection } from './findings.tsx'
import { undoFileName } from './groups.ts'
import type { MigrationPageProps } from './migration-page.tsx'
import { usePlan } from './queries.ts'
import { StateTag } from './state.tsx'
import css from './page.module.css'

/** Everything that is known of a migration, as facts. */
export function MigrationAbout({ environment, status, row, file }: MigrationPageProps & { file: FileView | undefined }) {
  const { t } = useTranslation('migrations')
  const own = [...(file?.diagnostics ?? []), ...status.diagnostics.filter(({ subject, where }) => subject === row.script || where?.file === row.script)]
  return (
    <Panel tone="raise" className={css.side} label={t('about.title')}>
      <PanelHead title={t('about.title')}>
        <StateTag state={row.state} />
      </PanelHead>
      <PanelBody>
        <Section>
          <p>{t(`stateHelp.${row.state}`)}</p>
        </Section>
        <Section>
          <KnownFacts environment={environment} status={status} row={row} file={file} />
        </Section>
        <Section title={t('about.findings')} note={own.length || undefined}>
          {own.length > 0 ? <DiagnosticList diagnostics={own} /> : <p className={css.stateText}>{t('about.noFindings')}</p>}
        </Section>
        <FindingsSection environment={environment} status={status} except={row.script} />
      </PanelBody>
    </Panel>
  )
}

function KnownFacts({ environment, status, row, file }: MigrationPageProps & { file: FileView | undefined }) {
  const { t } = useTranslation('migrations')
  const format = useFormat()
  const { applied } = row
  const step = usePlan(environment.id, 'up', undefined, status).data?.steps.find(({ script }) => script === row.script)
  const differs = applied !== null && applied.checksum !== row.checksum
  const undo = row.undoScript ? <span className={css.file}>{row.undoScript}</span> : <span title={undoFileName(row.script)}>{t('about.undoMissing')}</span>
  return (
    <Facts
      facts={[
        [t('about.applied'), applied && format.exact(applied.at)],
        [t('about.by'), applied?.by],
        [t('about.took'), applied && format.duration(applied.ms)],
        [t('about.rank'), applied?.rank],
        [t('about.checksum'), row.checksum],
        [t('about.historyChecksum'), differs ? applied.checksum : undefined],
        [t('about.size'), row.bytes === null ? undefined : format.bytes(row.bytes)],
        [t('about.statements'), file?.statements.length],
        [t('about.transaction'), step && (step.transactional ? t('about.one') : <Tag tone="warn" title={step.reason}>{t('badge.outsideTransaction')}</Tag>)],
        [t('about.undo'), row.kind === 'versioned' ? undo : undefined],
      ]}
    />
  )
}
