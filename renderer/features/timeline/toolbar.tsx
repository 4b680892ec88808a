import { Select, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Download, Minus, Plus, Scan, Search, X } from 'lucide-react'
import { useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { zoom } from './chart/scale.ts'
import type { Viewport } from './chart/viewport.ts'
import type { Entry } from './entries.ts'
import { ExportDialog } from './export-dialog.tsx'
import { filters, type Filter } from './looks.ts'
import { RangePicker } from './range-picker.tsx'
import type { ChangeView } from './use-view.ts'
import type { View } from './view.ts'
import css from './timeline.module.css'

interface ToolbarProps {
  view: View
  change: ChangeView
  viewport: Viewport
  environments: readonly Environment[]
  shown: readonly Entry[]
  /** How many there are. */
  all: number
  now: number
}

export function Toolbar({ view, change, viewport, environments, shown, all, now }: ToolbarProps) {
  const { t } = useTranslation(['timeline', 'common'])
  const [exporting, setExporting] = useState(false)
  const kinds = (Object.keys(filters) as Filter[]).map((value) => ({ value, label: t(`timeline:filters.${value}`) }))
  const envs = [{ value: '', label: t('timeline:allEnvironments') }, ...environments.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <header className={css.bar}>
      <h1>{t('timeline:title')}</h1>
      <Note viewport={viewport} shown={shown.length} all={all} />
      <span className={css.gap} />
      <SearchBox text={view.text} onChange={(text) => change({ text }, false)} />
      <Select className={css.kinds} size="xs" aria-label={t('timeline:filter')} value={view.kinds} onChange={(value) => change({ kinds: (value ?? 'all') as Filter })} data={kinds} />
      <Select className={css.envs} size="xs" aria-label={t('timeline:environment')} value={view.env ?? ''} onChange={(value) => change({ env: value || null })} data={envs} />
      <RangePicker range={view.range} now={now} onChange={(range) => change({ range, window: null })} />
      <span className={css.zooms}>
        <IconButton label={t('timeline:zoomOut')} keys="-" icon={<Minus />} onClick={() => viewport.glide(zoom(viewport.aim(), 1.6))} />
        <IconButton label={t('timeline:zoomIn')} keys="+" icon={<Plus />} onClick={() => viewport.glide(zoom(viewport.aim(), 1 / 1.6))} />
        <IconButton label={t('timeline:zoomAll')} keys="0" icon={<Scan />} onClick={() => viewport.glide(viewport.whole())} />
      </span>
      <Button size="s" icon={<Download aria-hidden />} onClick={() => setExporting(true)}>
        {t('timeline:export.button')}
      </Button>
      {exporting && <ExportDialog view={view} shown={shown.length} now={now} environments={environments} onClose={() => setExporting(false)} />}
    </header>
  )
}

function SearchBox({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('timeline')
  const box = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => box.current?.focus()]])
  return (
    <TextInput
      ref={box}
      className={css.search}
      size="xs"
      type="search"
      aria-label={t('search')}
      placeholder={t('searchHint')}
      leftSection={<Search size={14} aria-hidden />}
      rightSection={text !== '' && <IconButton label={t('searchClear')} icon={<X />} className={css.clear} onClick={() => onChange('')} />}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && text !== '' && (event.stopPropagation(), onChange(''))}
    />
  )
}

/** Which time is in sight, and how many of all events are shown. */
function Note({ viewport, shown, all }: { viewport: Viewport; shown: number; all: number }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const span = useSyncExternalStore(viewport.subscribe, viewport.get)
  const words = span.to - span.from < 2 * 86_400_000 ? format.dateTime : format.day
  const [from, to] = [words(span.from), words(span.to)]
  return (
    <span className={css.barNote}>
      <span className={css.sight}>{from === to ? from : t('range', { from, to })}</span>
      <span role="status">{shown === all ? t('count', { count: all, number: format.number(all) }) : t('countOf', { count: all, shown: format.number(shown), all: format.number(all) })}</span>
    </span>
  )
}
