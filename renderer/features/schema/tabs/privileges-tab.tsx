import { Check, Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Table, type Column } from '../../../ui/table.tsx'
import css from '../page.module.css'

type Privilege = ObjectPage['privileges'][number]

const order = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN', 'USAGE', 'CREATE', 'EXECUTE', 'CONNECT', 'TEMPORARY', 'SET', 'ALTER SYSTEM']

/** Who may do what; a star says that the grantee may grant it on. */
export function PrivilegesTab({ page }: { page: ObjectPage }) {
  const { t } = useTranslation('schema')
  const { privileges, owner } = page
  if (privileges.length === 0) return <Empty title={t('privileges.none')}>{t('privileges.noneText', { owner: owner ?? t('privileges.theOwner') })}</Empty>
  const used = order.filter((name) => privileges.some((each) => each.privileges.includes(name) || each.grantable.includes(name)))
  const others = [...new Set(privileges.flatMap((each) => each.privileges))].filter((name) => !order.includes(name))
  const columns: Column<Privilege>[] = [
    { key: 'grantee', title: t('privileges.grantee'), width: '240px', render: ({ grantee, column }) => <span>{grantee === 'PUBLIC' ? <b>{t('privileges.public')}</b> : grantee} {column !== null && <code className={css.quiet}>({column})</code>}</span> },
    ...[...used, ...others].map((name): Column<Privilege> => ({ key: name, title: <span className={css.privilege}>{name}</span>, width: '92px', render: (row) => <Mark row={row} name={name} /> })),
    { key: 'rest', title: '', render: () => null },
  ]
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('tab.privileges')}>
      <Table label={t('tab.privileges')} columns={columns} rows={privileges} rowKey={({ grantee, column }) => `${grantee} ${column ?? ''}`} />
      {privileges.some(({ grantable }) => grantable.length > 0) && <p className={css.legend}><Star size={12} aria-hidden /> {t('privileges.grantable')}</p>}
    </div>
  )
}

function Mark({ row, name }: { row: Privilege; name: string }) {
  const { t } = useTranslation('schema')
  if (row.grantable.includes(name)) return <Star size={14} className={css.star} role="img" aria-label={t('privileges.grantable')} />
  return row.privileges.includes(name) ? <Check size={14} className={css.tick} role="img" aria-label={t('privileges.granted')} /> : null
}
