import { useTranslation } from 'react-i18next'
import type { TableDifference } from '#shared/contract/restored-tables.ts'
import css from './tables.module.css'

const kinds = ['missing', 'changed', 'extra'] as const

/** Some rows of each kind, as they are in the backup and now; what differs is marked. */
export function Samples({ tables }: { tables: readonly TableDifference[] }) {
  const { t } = useTranslation('restores')
  const shown = tables.filter(({ samples }) => kinds.some((kind) => samples[kind].length > 0))
  if (shown.length === 0) return null
  return (
    <details className={css.samples}>
      <summary>{t('tables.samples')}</summary>
      {shown.map((table) => (
        <section key={`${table.schema}.${table.name}`}>
          <h4>
            {table.schema}.{table.name}
          </h4>
          <SampleRows table={table} />
        </section>
      ))}
    </details>
  )
}

type Values = readonly (string | null)[]

function SampleRows({ table }: { table: TableDifference }) {
  const { t } = useTranslation('restores')
  const sides = kinds.flatMap((kind) =>
    table.samples[kind].flatMap(({ backup, now }, index) => [
      ...(backup ? [{ key: `${kind} ${index} backup`, label: t(kind === 'missing' ? 'tables.onlyBackup' : 'tables.inBackup'), values: backup, other: now }] : []),
      ...(now ? [{ key: `${kind} ${index} now`, label: t(kind === 'extra' ? 'tables.onlyNow' : 'tables.now'), values: now, other: backup }] : []),
    ]),
  )
  return (
    <div className={css.differences} role="region" aria-label={t('tables.samplesOf', { name: `${table.schema}.${table.name}` })} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('tables.side')}</th>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sides.map(({ key, label, values, other }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <Cells values={values} other={other} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cells({ values, other }: { values: Values; other: Values | null }) {
  return values.map((value, index) => (
    <td key={index} data-differs={(other !== null && other[index] !== value) || undefined}>
      {value ?? 'NULL'}
    </td>
  ))
}
