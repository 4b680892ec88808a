import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Archive } from '#shared/contract/archives.ts'
import { MayButton, MayIconButton } from '../../../app/abilities/may.tsx'
import { navigate } from '../../../app/navigation.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Facts } from '../../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot, PanelHead, Section } from '../../../ui/panel.tsx'
import css from '../backups.module.css'

export function ArchiveDetail({ env, archive, onPutBack, onDrop }: { env: string | null; archive: Archive; onPutBack: () => void; onDrop: () => void }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const { table, relation, columns, kind, script, at, by, rows, bytes, expiresAt, problem } = archive
  return (
    <Panel tone="raise" label={t('kept.detail')}>
      <PanelHead title={relation}>
        <MayIconButton operation="archives.drop" env={env} label={t('kept.drop')} icon={<Trash2 />} onClick={onDrop} />
      </PanelHead>
      <PanelBody>
        <Section>
          <p className={css.state}>{t(`kept.kindText.${kind}`, { rows: format.number(rows), relation, columns: columns.join(', ') })}</p>
          <Facts
            facts={[
              [t('kept.table'), <span key="table" className={css.mono}>{`strata_archive.${table}`}</span>],
              [t('kept.migration'), script ?? '–'],
              [t('columns.when'), at === null ? '–' : format.exact(at)],
              [t('columns.who'), by ?? '–'],
              [t('columns.size'), format.bytes(bytes)],
              [t('kept.expires'), expiresAt === null ? t('kept.never') : format.exact(expiresAt)],
            ]}
          />
          {script !== null && (
            <p className={css.below}>
              <Button size="s" onClick={() => navigate({ screen: 'migrations', item: script })}>
                {t('kept.open')}
              </Button>
            </p>
          )}
        </Section>
        {problem !== null && (
          <Section title={t('kept.attention')}>
            <p>{problem}</p>
          </Section>
        )}
      </PanelBody>
      <PanelFoot>
        <MayButton operation="archives.putBack" env={env} variant="primary" wide disabled={problem !== null} onClick={onPutBack}>
          {t('kept.putBack')}
        </MayButton>
      </PanelFoot>
    </Panel>
  )
}
