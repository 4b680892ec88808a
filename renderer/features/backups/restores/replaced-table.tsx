import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Replaced } from '#shared/contract/restores.ts'
import { useFormat } from '../../../i18n/format.ts'
import { sortRows, Table, type Column, type Sorting } from '../../../ui/table.tsx'
import { Tag } from '../../../ui/tag.tsx'
import css from '../backups.module.css'

export function ReplacedTable({ replaced, selected, onChoose }: { replaced: readonly Replaced[]; selected: string | null; onChoose: (database: string) => void }) {
  const { t } = useTranslation('restores')
  const [sorting, setSorting] = useState<Sorting>({ key: 'at', descending: true })
  const columns = useColumns()
  return <Table label={t('replaced.title')} columns={columns} rows={sortRows(replaced, columns, sorting)} rowKey={({ database }) => database} selected={selected} onChoose={onChoose} sorting={sorting} onSort={setSorting} />
}

function useColumns(): Column<Replaced>[] {
  const { t } = useTranslation('restores')
  const format = useFormat()
  return [
    { key: 'database', title: t('replaced.database'), sort: ({ database }) => database, render: ({ database }) => <span className={css.mono}>{database}</span> },
    { key: 'at', title: t('replaced.when'), width: '122px', sort: ({ at }) => at, render: ({ at }) => format.dateTime(at) },
    { key: 'by', title: t('replaced.who'), width: '130px', sort: ({ by }) => by, render: ({ by }) => by },
    { key: 'bytes', title: t('replaced.size'), width: '78px', align: 'end', sort: ({ bytes }) => bytes ?? 0, render: ({ bytes }) => (bytes === null ? '–' : format.bytes(bytes)) },
    { key: 'until', title: t('replaced.until'), width: '122px', sort: (one) => one.until ?? '9', render: (one) => (one.expired ? <Tag tone="warn">{t('replaced.over')}</Tag> : until(t, format, one)) },
  ]
}

export function until(t: TFunction<'restores'>, format: ReturnType<typeof useFormat>, { until: at }: Replaced): string {
  return at === null ? t('replaced.never') : format.dateTime(at)
}
