import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Archive } from '#shared/contract/archives.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useNow } from '../../../i18n/use-now.ts'
import { StateDot } from '../../../ui/state-dot.tsx'
import { sortRows, Table, type Column, type Sorting } from '../../../ui/table.tsx'
import { Tag } from '../../../ui/tag.tsx'
import css from '../backups.module.css'

export function ArchiveTable({ archives, selected, onChoose }: { archives: readonly Archive[]; selected: string | null; onChoose: (table: string) => void }) {
  const { t } = useTranslation('backups')
  const [sorting, setSorting] = useState<Sorting>({ key: 'at', descending: true })
  const columns = useColumns()
  return <Table label={t('kept.title')} columns={columns} rows={sortRows(archives, columns, sorting)} rowKey={({ table }) => table} selected={selected} onChoose={onChoose} sorting={sorting} onSort={setSorting} />
}

function useColumns(): Column<Archive>[] {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const wide = useMediaQuery('(min-width: 1280px)', true)
  const columns: (Column<Archive> & { wide?: boolean })[] = [
    { key: 'relation', title: t('kept.from'), sort: ({ relation }) => relation, render: (archive) => <From archive={archive} /> },
    { key: 'kind', title: t('kept.by'), width: '150px', wide: true, sort: ({ kind }) => kind, render: ({ kind }) => t(`kept.kinds.${kind}`) },
    { key: 'version', title: t('columns.version'), width: '74px', sort: ({ version }) => version ?? '', render: ({ version }) => (version === null ? <span className={css.quiet}>–</span> : `V${version}`) },
    { key: 'at', title: t('columns.when'), width: '122px', sort: ({ at }) => at ?? '', render: ({ at }) => (at === null ? <span className={css.quiet}>–</span> : format.dateTime(at)) },
    { key: 'rows', title: t('kept.rows'), width: '92px', align: 'end', sort: ({ rows }) => rows, render: ({ rows }) => format.number(rows) },
    { key: 'bytes', title: t('columns.size'), width: '78px', align: 'end', sort: ({ bytes }) => bytes, render: ({ bytes }) => format.bytes(bytes) },
    { key: 'expires', title: t('kept.expires'), width: '122px', sort: ({ expiresAt }) => expiresAt ?? '9', render: (archive) => <Expiry archive={archive} /> },
  ]
  return columns.filter((column) => wide || !column.wide)
}

function From({ archive: { relation, columns, problem } }: { archive: Archive }) {
  const { t } = useTranslation('backups')
  return (
    <span className={css.env}>
      {problem !== null && <StateDot shape="bang" tone="warn" label={t('kept.attention')} />}
      <span>
        {relation}
        {columns.length > 0 && <span className={css.quiet}> ({columns.join(', ')})</span>}
      </span>
    </span>
  )
}

function Expiry({ archive: { expiresAt } }: { archive: Archive }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const now = useNow()
  if (expiresAt === null) return <span className={css.quiet}>{t('kept.never')}</span>
  return Date.parse(expiresAt) < now ? <Tag tone="warn">{t('kept.over')}</Tag> : format.day(expiresAt)
}
