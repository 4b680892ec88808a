import { useTranslation } from 'react-i18next'
import type { MergeResult, RestoredTables, TableDifference } from '#shared/contract/restored-tables.ts'
import { useFormat } from '../../../../i18n/format.ts'
import { StateDot } from '../../../../ui/state-dot.tsx'
import css from '../restores.module.css'
import { sumOf } from './merge-work.ts'

/** Where the restored tables are. */
export function BesideOutcome({ result, database }: { result: RestoredTables; database: string }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const rows = result.tables.reduce((sum, table) => sum + table.rows, 0)
  return (
    <div className={css.outcome} role="status">
      <p className={css.headline}>
        <StateDot shape="full" tone="ok" />
        {t('tables.besideDone', { count: result.tables.length, schema: result.schema })}
      </p>
      <p>{t('tables.besideDoneText', { database, rows: format.number(rows), time: format.duration(result.ms) })}</p>
      <ul className={css.quiet}>
        {result.tables.map(({ schema, name, as, rows: loaded }) => (
          <li key={`${schema}.${name}`}>{t('tables.placed', { from: `${schema}.${name}`, to: `${result.schema}.${as}`, count: loaded, rows: format.number(loaded) })}</li>
        ))}
      </ul>
    </div>
  )
}

/** What was written into each table, what was left as it is, and where the backup of before is. */
export function MergeOutcome({ result, compared }: { result: MergeResult; compared: readonly TableDifference[] }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const sum = (what: 'inserted' | 'updated' | 'deleted') => result.tables.reduce((all, table) => all + table[what], 0)
  const changed = Math.max(0, sumOf(compared, 'changed') - sum('updated'))
  const extra = Math.max(0, sumOf(compared, 'extra') - sum('deleted'))
  const unable = compared.filter(({ problem }) => problem !== null).map(({ schema, name }) => `${schema}.${name}`)
  return (
    <div className={css.outcome} role="status">
      <p className={css.headline}>
        <StateDot shape="full" tone="ok" />
        {t('tables.merged', { time: format.duration(result.ms) })}
      </p>
      {result.tables.map(({ schema, name, inserted, updated, deleted }) => (
        <p key={`${schema}.${name}`}>{t('tables.mergedOne', { name: `${schema}.${name}`, inserted: format.number(inserted), updated: format.number(updated), deleted: format.number(deleted) })}</p>
      ))}
      {changed > 0 && <p>{t('tables.leftChanged', { count: changed, rows: format.number(changed) })}</p>}
      {extra > 0 && <p>{t('tables.leftExtra', { count: extra, rows: format.number(extra) })}</p>}
      {unable.length > 0 && <p>{t('tables.leftUnable', { names: unable.join(', '), schema: result.schema })}</p>}
      <p>{result.safetyBackup === null ? t('tables.noSafety') : t('tables.safety', { backup: result.safetyBackup })}</p>
      <p className={css.quiet}>{t('tables.stays', { schema: result.schema })}</p>
    </div>
  )
}
