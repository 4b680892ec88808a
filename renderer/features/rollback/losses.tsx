import { useTranslation } from 'react-i18next'
import type { RollbackLoss, RollbackWay } from '#shared/contract/rollback.ts'
import { useFormat } from '../../i18n/format.ts'
import css from './rollback.module.css'

const shown = 8

/** What would be gone afterwards, by table, with how it is known. */
export function Losses({ way: { id, losses, backup } }: { way: RollbackWay }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const total = losses.reduce((sum, { rows }) => sum + (rows ?? 0), 0)
  return (
    <section className={css.part}>
      <h3 className={css.heading}>{t('losses.title')}</h3>
      {losses.length === 0 ? (
        <p>{t(id === 'scripts' ? 'losses.nothingScripts' : 'losses.nothingRestore')}</p>
      ) : (
        <>
          <p>
            <b>{t(id === 'scripts' ? 'losses.dropped' : 'losses.written', { count: losses.length, rows: format.number(total), when: backup ? format.dateTime(backup.at) : '' })}</b>
          </p>
          <table className={css.losses}>
            <thead>
              <tr>
                <th>{t('losses.table')}</th>
                <th>{t('losses.rows')}</th>
                <th>{t('losses.how')}</th>
              </tr>
            </thead>
            <tbody>
              {losses.slice(0, shown).map((loss) => (
                <Loss key={`${loss.relation} ${loss.columns.join()} ${loss.script ?? ''}`} loss={loss} />
              ))}
            </tbody>
          </table>
          {losses.length > shown && <p className={css.quiet}>{t('losses.more', { count: losses.length - shown })}</p>}
        </>
      )}
      <p className={css.quiet}>{t(id === 'scripts' ? 'losses.saved' : 'losses.aside')}</p>
    </section>
  )
}

function Loss({ loss }: { loss: RollbackLoss }) {
  const { t } = useTranslation('rollback')
  const format = useFormat()
  const { relation, columns, rows, inserted, updated, deleted, basis, script } = loss
  const detail = inserted === null ? (script ?? '') : t('losses.counts', { inserted: format.number(inserted), updated: format.number(updated ?? 0), deleted: format.number(deleted ?? 0) })
  return (
    <tr>
      <td>{columns.length > 0 ? t('losses.columns', { relation, columns: columns.join(', ') }) : relation}</td>
      <td>{rows === null ? t('losses.unknown') : format.number(rows)}</td>
      <td>{[detail, t(`basis.${basis}`)].filter(Boolean).join(' · ')}</td>
    </tr>
  )
}
