import { Search } from 'lucide-react'
import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import { groupOf, type Filter } from './groups.ts'
import css from './list.module.css'

interface ListFilterProps {
  rows: readonly MigrationRow[]
  filter: Filter
  onChange: (filter: Filter) => void
}

const offered = ['all', 'problems', 'pending', 'applied'] as const

/** Search and group; only groups that have rows are offered. */
export function ListFilter({ rows, filter, onChange }: ListFilterProps) {
  const { t } = useTranslation('migrations')
  const count = (name: Filter['group']) => (name === 'all' ? rows.length : rows.filter((row) => groupOf(row) === name).length)
  const groups = offered.filter((name) => name === 'all' || count(name) > 0)
  return (
    <div className={css.filter}>
      <TextInput
        size="xs"
        aria-label={t('search')}
        placeholder={t('searchHint')}
        leftSection={<Search size={14} aria-hidden />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && onChange({ ...filter, text: '' })}
      />
      <div className={css.chips} role="group" aria-label={t('search')}>
        {groups.map((name) => (
          <button key={name} type="button" className={css.chip} aria-pressed={filter.group === name} onClick={() => onChange({ ...filter, group: name })}>
            {t(`filter.${name}`)} <span>{count(name)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}
