import { KeyRound, Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { select } from '../../../app/navigation.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Table, type Column } from '../../../ui/table.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { attributesOf } from '../attributes.ts'
import { partsFor } from '../page-tabs.ts'
import { useSchemaWords } from '../words.ts'
import { PartsTab } from './parts-tab.tsx'
import { shortType } from '../diagram/shapes.ts'
import css from '../page.module.css'

/** The columns of a relation; of other kinds what they are made of. */
export function OverviewTab({ page }: { page: ObjectPage }) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  const labels = page.parts.filter(({ ref }) => ref.kind === 'enum-label')
  const long = attributesOf(page).filter(({ long: isLong }) => isLong)
  const others = partsFor(page, 'other')
  const rules = page.object.kind === 'domain' ? partsFor(page, 'constraints') : []
  const nothing = page.columns.length + labels.length + long.length + others.length + rules.length === 0
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('tab.overview')}>
      {page.columns.length > 0 && <ColumnsTable page={page} />}
      {labels.length > 0 && <Labels labels={labels.map(({ ref }) => ref.name)} />}
      {long.map(({ name, text }) => (
        <section key={name} className={css.block}>
          <h3>{words.attribute(name)}</h3>
          <pre>{text.replace(/^\n+|\s+$/g, '')}</pre>
        </section>
      ))}
      {rules.length > 0 && <PartsTab name="constraints" parts={rules} />}
      {others.length > 0 && <PartsTab name="other" parts={others} />}
      {nothing && <Empty title={t(`overview.${page.object.kind === 'table' ? 'noColumns' : 'plain'}`)} />}
    </div>
  )
}

type PageColumn = ObjectPage['columns'][number]

function ColumnsTable({ page }: { page: ObjectPage }) {
  const { t } = useTranslation('schema')
  const hasKeys = page.columns.some(({ primaryKey, references }) => primaryKey || references.length > 0)
  const hasComments = page.columns.some(({ comment }) => comment !== null)
  const isTable = page.object.kind === 'table' || page.object.kind === 'foreign-table'
  const columns: Column<PageColumn>[] = [
    { key: 'position', title: '#', width: '36px', align: 'end', render: ({ position }) => <span className={css.quiet}>{position}</span> },
    { key: 'name', title: t('column.name'), width: isTable ? '22%' : '40%', render: ({ name, nullable }) => <span className={nullable || !isTable ? css.columnName : `${css.columnName} ${css.required}`} title={name}>{name}</span> },
    { key: 'type', title: t('column.type'), width: isTable ? '19%' : undefined, render: ({ type, collation }) => <code className={css.type} title={type}>{shortType(type)}{collation !== null && ` COLLATE ${collation}`}</code> } as Column<PageColumn>,
    ...(isTable
      ? [
          { key: 'nullable', title: t('column.null'), width: '68px', render: ({ nullable }: PageColumn) => (nullable ? <span className={css.quiet}>{t('column.nullable')}</span> : <span className={css.notNull}>{t('column.notNull')}</span>) },
          { key: 'default', title: t('column.default'), render: (column: PageColumn) => <DefaultOf column={column} /> },
        ]
      : []),
    ...(hasKeys ? [{ key: 'keys', title: t('column.keys'), width: '14%', render: (column: PageColumn) => <Keys column={column} /> }] : []),
    ...(hasComments ? [{ key: 'comment', title: t('column.comment'), width: '17%', render: ({ comment }: PageColumn) => <span className={css.quiet} title={comment ?? undefined}>{comment}</span> }] : []),
  ]
  return <Table label={t('column.label', { name: page.object.name })} columns={columns} rows={page.columns} rowKey={({ name }) => name} />
}

function DefaultOf({ column: { default: expression, generated, identity } }: { column: PageColumn }) {
  const { t } = useTranslation('schema')
  if (identity !== null) return <Tag title={t(identity === 'always' ? 'column.identityAlways' : 'column.identityByDefault')}>{t('column.identity')}</Tag>
  if (expression === null) return null
  return <code className={css.value} title={expression}>{generated !== null && <Tag>{t(`column.${generated === 'virtual' ? 'virtual' : 'stored'}`)}</Tag>} {expression}</code>
}

function Keys({ column: { primaryKey, references } }: { column: PageColumn }) {
  const { t } = useTranslation('schema')
  return (
    <span className={css.keys}>
      {primaryKey && <KeyRound size={13} role="img" aria-label={t('column.primaryKey')} className={css.keySign} />}
      {references.map((ref) => (
        <button key={ref.id} type="button" className={css.link} title={`${ref.schema ?? ''}.${ref.name}`} aria-label={t('column.references', { table: ref.name })} onClick={() => select(ref.id)}>
          <Link2 size={13} aria-hidden /> {ref.name}
        </button>
      ))}
    </span>
  )
}

function Labels({ labels }: { labels: readonly string[] }) {
  const { t } = useTranslation('schema')
  return (
    <section className={css.block}>
      <h3>{t('overview.labels')}</h3>
      <ol className={css.labels}>
        {labels.map((label) => (
          <li key={label}><code>{label}</code></li>
        ))}
      </ol>
    </section>
  )
}
