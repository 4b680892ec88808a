import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '#shared/contract/backups.ts'
import { useEnvironments } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { sortRows, Table, type Column, type Sorting } from '../../ui/table.tsx'
import { Condition } from './condition.tsx'
import { Expires } from './keeping/expires.tsx'
import { trustOrder } from './keeping/which-backups.ts'
import css from './backups.module.css'

export function BackupTable({ backups, selected, onChoose }: { backups: readonly Backup[]; selected: string | null; onChoose: (id: string) => void }) {
  const { t } = useTranslation('backups')
  const [sorting, setSorting] = useState<Sorting>({ key: 'when', descending: true })
  const columns = useColumns()
  return <Table label={t('title')} columns={columns} rows={sortRows(backups, columns, sorting)} rowKey={({ id }) => id} selected={selected} onChoose={onChoose} sorting={sorting} onSort={setSorting} />
}

function useColumns(): Column<Backup>[] {
  const { t } = useTranslation(['backups', 'keeping'])
  const format = useFormat()
  const wide = useMediaQuery('(min-width: 1280px)', true)
  const { data: environments = [] } = useEnvironments()
  const colour = (env: string) => environments.find(({ id, name }) => id === env || name === env)?.colour ?? 'grey'
  const all: (Column<Backup> & { wide?: boolean })[] = [
    { key: 'when', title: t('columns.when'), width: wide ? '122px' : '110px', sort: ({ createdAt }) => createdAt, render: ({ createdAt }) => format.dateTime(createdAt) },
    {
      key: 'env', title: t('columns.env'), width: wide ? '128px' : '116px', sort: ({ env }) => env,
      render: ({ env }) => (
        <span className={css.env}>
          <EnvDot colour={colour(env)} /> {env}
        </span>
      ),
    },
    { key: 'version', title: t('columns.version'), width: wide ? '74px' : '62px', sort: ({ migrationVersion }) => migrationVersion ?? '', render: ({ migrationVersion }) => (migrationVersion === null ? <span className={css.quiet}>–</span> : `V${migrationVersion}`) },
    { key: 'size', title: t('columns.size'), width: wide ? '78px' : '70px', align: 'end', sort: ({ bytes }) => bytes, render: ({ bytes }) => format.bytes(bytes) },
    { key: 'rows', title: t('columns.rows'), width: '116px', align: 'end', wide: true, sort: ({ rowCount }) => rowCount, render: ({ tableCount, rowCount }) => t('tablesRows', { tables: tableCount, rows: format.compact(rowCount) }) },
    { key: 'who', title: t('columns.who'), width: '112px', wide: true, sort: ({ by }) => by, render: ({ by }) => <span className={css.quiet}>{by}</span> },
    { key: 'why', title: t('columns.why'), sort: ({ reason }) => reason, render: (backup) => <Why backup={backup} /> },
    { key: 'state', title: t('keeping:columns.state'), width: wide ? '128px' : '100px', sort: trustOrder, render: (backup) => <Condition backup={backup} dated={wide} /> },
    { key: 'expires', title: t('keeping:columns.expires'), width: wide ? '104px' : '100px', sort: ({ keep, expiresAt }) => (keep ? 'z' : (expiresAt ?? 'y')), render: (backup) => <Expires backup={backup} /> },
  ]
  return all.filter((column) => wide || !column.wide)
}

function Why({ backup: { trigger, reason } }: { backup: Backup }) {
  const { t } = useTranslation('backups')
  const text = [trigger !== 'manual' && t(`triggers.${trigger}`), reason].filter(Boolean).join(': ')
  return <span title={text}>{text || <span className={css.quiet}>–</span>}</span>
}
