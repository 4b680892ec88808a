import { Menu, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Download, Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Diagram } from '#shared/contract/schema.ts'
import { select } from '../../../app/navigation.ts'
import { api } from '../../../client/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SchemaIcon } from '../../../ui/icons.tsx'
import { Panel, PanelHead } from '../../../ui/panel.tsx'
import { useTree } from '../tree-store.ts'
import { itemOf, type View } from '../view.ts'
import screen from '../schema.module.css'
import type { CanvasHandle } from './canvas.tsx'
import { download, inkOnScreen, toPng } from './download.ts'
import type { Layout } from './shapes.ts'
import { toSvg } from './to-svg.ts'
import css from './diagram.module.css'

const Canvas = lazy(async () => ({ default: (await import('./canvas.tsx')).Canvas }))

type DiagramView = Extract<View, { type: 'diagram' }>

interface DiagramPageProps {
  environment: Environment
  view: DiagramView
  snapshot: string | undefined
}

/** Tables and their foreign keys as a picture that can be walked. */
export function DiagramPage({ environment, view, snapshot }: DiagramPageProps) {
  const { t } = useTranslation('schema')
  const { marked } = useTree(environment.id)
  const [neighbours, setNeighbours] = useState(view.of === 'table')
  const [keysOnly, setKeysOnly] = useState(false)
  const canvas = useRef<CanvasHandle>(null)
  const asked = view.of === 'schema' ? { schema: view.schema } : { ids: view.of === 'table' ? [view.id] : [...marked], neighbours }
  const diagram = useQuery(api.schema.diagram.queryOptions({ input: { env: environment.id, snapshot, ...asked }, staleTime: 60_000, enabled: view.of !== 'marked' || marked.size > 0 }))
  const layout = useLayout(diagram.data, keysOnly)
  useEffect(() => () => void import('./lay-out.ts').then(({ stopLayout }) => stopLayout()), [])
  const name = view.of === 'schema' ? view.schema : view.of === 'table' ? view.id.slice(view.id.indexOf(':') + 1) : t('diagram.selection')
  return (
    <Panel className={screen.main} label={t('diagram.of', { name })}>
      <PanelHead title={t('diagram.of', { name })} note={diagram.data && t('diagram.count', { tables: diagram.data.tables.length, keys: diagram.data.relations.length })}>
        {view.of !== 'schema' && <Switch size="xs" label={t('diagram.withNeighbours')} checked={neighbours} onChange={(event) => setNeighbours(event.currentTarget.checked)} />}
        <Switch size="xs" label={t('diagram.keysOnly')} checked={keysOnly} onChange={(event) => setKeysOnly(event.currentTarget.checked)} />
        <IconButton label={t('diagram.zoomOut')} keys="-" icon={<ZoomOut />} onClick={() => canvas.current?.zoom(1 / 1.25)} />
        <IconButton label={t('diagram.zoomIn')} keys="+" icon={<ZoomIn />} onClick={() => canvas.current?.zoom(1.25)} />
        <IconButton label={t('diagram.fit')} keys="0" icon={<Maximize />} onClick={() => canvas.current?.fit()} />
        <ExportMenu layout={layout.data} name={name} />
      </PanelHead>
      {diagram.data && diagram.data.leftOut > 0 && <p className={css.leftOut} role="status">{t('diagram.leftOut', { count: diagram.data.leftOut })}</p>}
      {view.of === 'marked' && marked.size === 0 && <Empty icon={<SchemaIcon />} title={t('diagram.noneMarked')}>{t('diagram.noneMarkedText')}</Empty>}
      {diagram.error && <ErrorNotice fill error={diagram.error} onRetry={() => void diagram.refetch()} />}
      {layout.error && <ErrorNotice fill error={layout.error} onRetry={() => void layout.refetch()} />}
      {diagram.data?.tables.length === 0 && <Empty icon={<SchemaIcon />} title={t('diagram.noTables')} />}
      {layout.data && layout.data.boxes.length > 0 ? (
        <Suspense fallback={<Working tables={layout.data.boxes.length} />}>
          <Canvas ref={canvas} layout={layout.data} label={t('diagram.of', { name })} onOpen={(id) => select(itemOf({ type: 'object', id }))} />
        </Suspense>
      ) : (
        (diagram.isFetching || (layout.isFetching && !layout.data)) && <Working tables={diagram.data?.tables.length} />
      )}
    </Panel>
  )
}

/** The layout of one answer; worked out again only when the answer or the wish for columns changes. */
function useLayout(diagram: Diagram | undefined, keysOnly: boolean) {
  return useQuery({
    queryKey: ['diagram-layout', diagram, keysOnly], enabled: diagram !== undefined, staleTime: Infinity, gcTime: 60_000, retry: false, structuralSharing: false, networkMode: 'always',
    queryFn: async () => (await import('./lay-out.ts')).layOut(diagram ?? { tables: [], relations: [], leftOut: 0 }, keysOnly),
  })
}

function Working({ tables }: { tables: number | undefined }) {
  const { t } = useTranslation('schema')
  return <div className={css.working} role="status">{tables === undefined ? t('diagram.reading') : t('diagram.layingOut', { count: tables })}</div>
}

function ExportMenu({ layout, name }: { layout: Layout | undefined; name: string }) {
  const { t } = useTranslation('schema')
  const format = useFormat()
  const file = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
  const svg = () => (layout ? toSvg(layout, inkOnScreen(), (count) => t('diagram.moreColumns', { count, number: format.number(count) })) : '')
  const savePng = async () => layout && download(`${file}.png`, await toPng(svg(), layout.width, layout.height))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="s" icon={<Download />} disabled={!layout}>{t('diagram.export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => download(`${file}.svg`, new Blob([svg()], { type: 'image/svg+xml' }))}>SVG</Menu.Item>
        <Menu.Item onClick={() => void savePng()}>PNG</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
