import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import css from '../restores.module.css'

export type TablesHow = 'beside' | 'merge'

const ways = ['beside', 'merge'] as const

/** What becomes of the chosen tables, each way with what it means for what exists. */
export function HowChoice({ value, database, onChange }: { value: TablesHow; database: string; onChange: (how: TablesHow) => void }) {
  const { t } = useTranslation('restores')
  return (
    <Radio.Group aria-label={t('tables.how')} value={value} onChange={(how) => onChange(how as TablesHow)}>
      <div className={css.modes}>
        {ways.map((way) => (
          <Radio.Card key={way} value={way} className={css.mode} aria-label={t(`tables.${way}`)}>
            <Radio.Indicator />
            <span>
              <b>{t(`tables.${way}`)}</b>
              <span className={css.quiet}>{t(`tables.${way}Text`, { database })}</span>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
