import { ShieldAlert, Table2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useRows } from '../queries.ts'
import { RowsGrid } from './rows-grid.tsx'
import css from '../page.module.css'

interface RowsTabProps {
  environment: Environment
  page: ObjectPage
  snapshot: string | undefined
}

/** The first rows as they are now; in production only when somebody asks for them. */
export function RowsTab({ environment, page, snapshot }: RowsTabProps) {
  const { t } = useTranslation('schema')
  const format = useFormat()
  const [asked, setAsked] = useState(environment.class !== 'production')
  const [limit, setLimit] = useState(100)
  const rows = useRows(environment.id, page.object.id, limit, asked && snapshot === undefined)
  if (snapshot !== undefined) return <Empty icon={<Table2 />} title={t('rows.snapshot')}>{t('rows.snapshotText')}</Empty>
  if (!asked) {
    return (
      <Empty icon={<ShieldAlert />} title={t('rows.production', { env: environment.name })} action={<Button onClick={() => setAsked(true)}>{t('rows.show', { limit })}</Button>}>
        {t('rows.productionText')}
      </Empty>
    )
  }
  if (rows.error) return <ErrorNotice fill error={rows.error} onRetry={() => void rows.refetch()} />
  if (!rows.data) return <SkeletonRows rows={10} height={28} />
  if (rows.data.rows.length === 0) return <Empty icon={<Table2 />} title={t('rows.none')} />
  const { cut, ms, more } = rows.data
  return (
    <>
      <div className={css.strip}>
        <span>{[t(more ? 'rows.first' : 'rows.all', { count: rows.data.rows.length }), format.duration(ms), cut > 0 && t('rows.cut', { count: cut })].filter(Boolean).join(' · ')}</span>
        <span>
          {more && limit < 1000 && <Button size="s" variant="quiet" onClick={() => setLimit(1000)}>{t('rows.more')}</Button>}
          <Button size="s" variant="quiet" busy={rows.isFetching} onClick={() => void rows.refetch()}>{t('rows.again')}</Button>
        </span>
      </div>
      <RowsGrid label={t('rows.label', { name: page.object.name })} columns={rows.data.columns} rows={rows.data.rows} />
    </>
  )
}
