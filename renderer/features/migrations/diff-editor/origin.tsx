import { useTranslation } from 'react-i18next'
import type { Preview } from '#shared/contract/preview.ts'
import { useFormat } from '../../../i18n/format.ts'
import { DiagnosticList } from '../../../ui/diagnostic-list.tsx'
import { Facts } from '../../../ui/field.tsx'
import { Section } from '../../../ui/panel.tsx'
import { usePlaceWords } from './editor-head.tsx'
import css from './editor.module.css'

const rowsKeys = { none: 'origin.rowsNone', sample: 'origin.rowsSample', statistics: 'origin.rowsStatistics' } as const

/** Where and how it was measured, for a person who wonders. */
export function OriginSection({ preview }: { preview: Preview }) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const place = usePlaceWords()
  const { place: where, ms, stages, notes, rows, base, mode, env } = preview
  return (
    <Section>
      <details className={css.details} open={notes.some(({ severity }) => severity !== 'info')}>
        <summary>
          {t('origin.title')}
          {notes.length > 0 && <span className={css.small}> · {t('notice.skippedNotes', { count: notes.length })}</span>}
        </summary>
        <Facts
          facts={[
            [t('origin.place'), place(preview)],
            [t('origin.server'), [`PostgreSQL ${where.serverVersion}`, where.sameMajor ? undefined : t('origin.otherMajor', { env }), where.warm ? t('origin.warm') : undefined].filter(Boolean).join(' · ')],
            [t('origin.rows'), mode === 'shadow' && t(rowsKeys[rows])],
            [t('origin.base'), mode === 'shadow' && t(base === 'schema' ? 'options.baseSchema' : 'options.baseMigrations')],
            [t('origin.took'), format.duration(ms)],
          ].filter((fact): fact is [string, string] => typeof fact[1] === 'string')}
        />
        <p className={css.small}>{stages.map(({ name, ms: took }) => `${t(`origin.stages.${name}`)} ${format.duration(took)}`).join(' · ')}</p>
        {notes.length > 0 && <DiagnosticList diagnostics={notes} />}
      </details>
    </Section>
  )
}
