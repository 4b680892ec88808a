import { useTranslation } from 'react-i18next'
import type { TableDifference } from '#shared/contract/restored-tables.ts'
import { useFormat } from '../../../../i18n/format.ts'
import { mergeWork, nothingTicked } from './merge-work.ts'
import { Samples } from './samples.tsx'
import css from './tables.module.css'

/** Per table how many rows are missing, differ and are only there, or why it cannot be merged; and some of the rows. */
export function Differences({ tables }: { tables: readonly TableDifference[] }) {
  const { t } = useTranslation('restores')
  const format = useFormat()
  const able = tables.some(({ problem }) => problem === null)
  return (
    <>
      {!able && <p>{t('tables.noneAble')}</p>}
      {able && !mergeWork(tables, nothingTicked).any && <p>{t('tables.same')}</p>}
      <div className={css.differences} role="region" aria-label={t('tables.differences')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('tables.table')}</th>
              <th scope="col">{t('tables.missing')}</th>
              <th scope="col">{t('tables.changed')}</th>
              <th scope="col">{t('tables.extra')}</th>
            </tr>
          </thead>
          <tbody>
            {tables.map(({ schema, name, problem, left, missing, changed, extra }) => (
              <tr key={`${schema}.${name}`}>
                <th scope="row">
                  {schema}.{name}
                  {left.length > 0 && <span className={css.left}>{t('tables.left', { names: left.join(', ') })}</span>}
                </th>
                {problem === null ? [missing, changed, extra].map((rows, index) => <td key={index}>{format.number(rows)}</td>) : <td colSpan={3} className={css.problem}>{t('tables.unable', { problem })}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Samples tables={tables} />
    </>
  )
}
