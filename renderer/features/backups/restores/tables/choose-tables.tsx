import { Checkbox, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Manifest } from '#shared/contract/backups.ts'
import { useFormat } from '../../../../i18n/format.ts'
import css from './tables.module.css'

interface ChooseTablesProps {
  tables: Manifest['tables']
  /** As schema.name. */
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** More than these are found by typing. */
const mostShown = 200

/** Tables of a backup with their rows and size; chosen ones stay chosen while one searches. */
export function ChooseTables({ tables, chosen, onChange }: ChooseTablesProps) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const [words, setWords] = useState('')
  const found = tables.map((table) => ({ ...table, full: `${table.schema}.${table.name}` })).filter(({ full }) => words.toLowerCase().trim().split(/\s+/).every((word) => full.toLowerCase().includes(word)))
  const toggle = (full: string) => onChange(chosen.includes(full) ? chosen.filter((one) => one !== full) : [...chosen, full])
  return (
    <section className={css.choose} aria-label={t('tables.which')}>
      <div className={css.head}>
        <TextInput data-autofocus size="xs" leftSection={<Search size={14} aria-hidden />} placeholder={t('tables.search')} aria-label={t('tables.search')} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        <span aria-live="polite">{t('tables.chosen', { count: chosen.length })}</span>
      </div>
      <ul className={css.list}>
        {found.slice(0, mostShown).map(({ full, rows, bytes }) => (
          <li key={full}>
            <Checkbox size="xs" label={full} checked={chosen.includes(full)} onChange={() => toggle(full)} />
            <span>{t('tables.rows', { count: rows, rows: format.number(rows) })}</span>
            <span>{format.bytes(bytes)}</span>
          </li>
        ))}
        {found.length === 0 && <li>{t('tables.nothing')}</li>}
        {found.length > mostShown && <li>{t('tables.more', { count: found.length - mostShown })}</li>}
      </ul>
    </section>
  )
}
