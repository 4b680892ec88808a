import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../client/queries.ts'
import { Bar } from '../../../ui/bar.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { DiagramCanvas } from './diagram-canvas.tsx'
import { layOut, stopLayout } from './lay-out.ts'
import css from './diagram.module.css'

export interface DiagramViewProps {
  env: string
  snapshot?: string | undefined
  /** Every table of a schema, or the tables named. */
  schema?: string | undefined
  ids?: readonly string[] | undefined
  onOpen: (id: string) => void
}

/** Tables and foreign keys, laid out by themselves. Fills its flex parent. */
export function DiagramView({ env, snapshot, schema, ids, onOpen }: DiagramViewProps) {
  const { t } = useTranslation('diagram')
  const [neighbours, setNeighbours] = useState(ids?.length === 1)
  const [keysOnly, setKeysOnly] = useState(false)
  const input = { env, ...(snapshot && { snapshot }), ...(schema && { schema }), ...(ids && { ids: [...ids] }), neighbours }
  const diagram = useQuery({ ...api.schema.diagram.queryOptions({ input }), staleTime: 60_000 })
  const layout = useQuery({ queryKey: ['diagram-layout', input, keysOnly, diagram.dataUpdatedAt], queryFn: () => (diagram.data ? layOut(diagram.data, keysOnly) : new Map<string, never>()), enabled: diagram.data !== undefined, staleTime: Infinity, gcTime: 60_000 })
  useEffect(() => stopLayout, [])
  if (diagram.error ?? layout.error) return <ErrorNotice fill error={diagram.error ?? layout.error} onRetry={() => void (diagram.error ? diagram.refetch() : layout.refetch())} />
  if (!diagram.data || !layout.data) {
    const label = diagram.data ? t('layingOut', { count: diagram.data.tables.length }) : t('reading')
    return (
      <div className={css.waiting} role="status">
        <span>{label}</span>
        <Bar label={label} />
      </div>
    )
  }
  if (diagram.data.tables.length === 0) return <Empty title={t('empty')}>{t('emptyHelp')}</Empty>
  const name = schema ?? diagram.data.tables[0]?.name ?? env
  return <DiagramCanvas key={layout.dataUpdatedAt} diagram={diagram.data} places={layout.data} name={name} onOpen={onOpen} keysOnly={keysOnly} onKeysOnly={setKeysOnly} neighbours={ids ? neighbours : undefined} onNeighbours={setNeighbours} />
}
