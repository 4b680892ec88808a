import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from './restores.module.css'

export type RestoreMode = 'new' | 'replace' | 'tables'

const modes = ['new', 'replace', 'tables'] as const

/** Where a backup goes, each way with what it means for what exists. */
export function ModeChoice({ value, database, part, onChange }: { value: RestoreMode; database: string; /** The backup holds a part of a database. */ part: boolean; onChange: (mode: RestoreMode) => void }) {
  const { t } = useTranslation('restores')
  return (
    <Radio.Group aria-label={t('mode.label')} value={value} onChange={(mode) => onChange(mode as RestoreMode)}>
      <div className={css.modes}>
        {modes.map((mode) => (
          <Radio.Card key={mode} value={mode} disabled={part && mode === 'replace'} className={css.mode} aria-label={t(`mode.${mode}`)}>
            <Radio.Indicator />
            <span>
              <b>{t(`mode.${mode}`)}</b>
              <span className={css.quiet}>{part && mode === 'replace' ? t('mode.part') : t(`mode.${mode}Text`, { database })}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
