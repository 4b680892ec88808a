import { Select, TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { useDeferredValue, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comparison } from '#shared/contract/compare.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { noFilter, type Change, type Filter, type View } from './compare-store.ts'
import { DifferenceTree } from './difference-tree.tsx'
import { shownDifferences, tickOf, toggled, treeRows } from './tree.ts'
import { useKindWords } from './use-kind-words.ts'
import css from './tree.module.css'

interface TreePanelProps {
  comparison: Comparison
  view: View
  change: (change: Partial<View>) => void
}

const none: ReadonlySet<string> = new Set()

/** Everything that differs, by schema and object, each with a tick. */
export function TreePanel({ comparison, view, change }: TreePanelProps) {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const { differences, renames } = comparison
  const filter = useDeferredValue(view.filter)
  const shown = useMemo(() => shownDifferences(differences, { shown: view.shown, filter }), [differences, view.shown, filter])
  const isFiltered = filter.text.trim() !== '' || filter.change !== null || filter.kind !== null
  const rows = useMemo(() => treeRows(shown, filter.text.trim() === '' ? view.collapsed : none), [shown, filter, view.collapsed])
  const renamed = useMemo(() => new Set(renames.flatMap(({ from, to }) => (view.answers[from] === 'yes' ? [from, to] : []))), [renames, view.answers])
  const ids = useMemo(() => shown.map(({ id }) => id), [shown])
  const all = tickOf(ids, view.excluded)
  const taken = ids.filter((id) => !view.excluded.has(id)).length
  return (
    <Panel className={css.panel} label={t('tree.label')}>
      <TreeFilter comparison={comparison} view={view} change={change} />
      {rows.length > 0 ? (
        <DifferenceTree rows={rows} selected={view.selected ?? rows.find(({ level }) => level === 2)?.key ?? null} view={view} change={change} renamed={renamed} />
      ) : (
        <Empty
          title={isFiltered ? t('tree.nothing') : t('summary.onlyNoise')}
          action={
            isFiltered && (
              <Button size="s" onClick={() => change({ filter: noFilter })}>
                {t('tree.clear')}
              </Button>
            )
          }
        />
      )}
      <PanelHead foot level={3} title={<span className={css.taken}>{t('tree.taken', { taken: format.number(taken), all: format.number(ids.length) })}</span>}>
        <Button size="s" variant="quiet" disabled={ids.length === 0} onClick={() => change({ excluded: toggled(ids, view.excluded) })}>
          {all === true ? t('tree.takeNone') : t('tree.takeAll')}
        </Button>
      </PanelHead>
    </Panel>
  )
}

const signs: Record<Change, string> = { added: '+', removed: '−', changed: '~' }

function TreeFilter({ comparison, view, change }: TreePanelProps) {
  const { t } = useTranslation('compare')
  const kindWords = useKindWords()
  const { filter, shown } = view
  const set = (patch: Partial<Filter>) => change({ filter: { ...filter, ...patch } })
  const kinds = useMemo(() => {
    const counts = new Map<string, number>()
    for (const { ref, noise } of comparison.differences) if (noise === 'none' || shown.includes(noise)) counts.set(ref.kind, (counts.get(ref.kind) ?? 0) + 1)
    return [...counts].toSorted(([a], [b]) => a.localeCompare(b))
  }, [comparison.differences, shown])
  return (
    <div className={css.filter}>
      <TextInput
        size="xs"
        aria-label={t('tree.filter')}
        placeholder={t('tree.filter')}
        leftSection={<Search size={14} aria-hidden />}
        value={filter.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && set({ text: '' })}
      />
      <div className={css.filterRow}>
        <div className={css.chips} role="group" aria-label={t('tree.change')}>
          {([null, 'added', 'removed', 'changed'] as const).map((each) => (
            <button key={each ?? 'all'} type="button" className={css.chip} aria-pressed={filter.change === each} aria-label={each === null ? t('tree.all') : t(`change.${each}`)} title={each === null ? undefined : t(`change.${each}`)} onClick={() => set({ change: each })}>
              {each === null ? t('tree.all') : <span className={css[each]}>{signs[each]}</span>}
            </button>
          ))}
        </div>
        <Select
          className={css.kinds}
          size="xs"
          aria-label={t('tree.kind')}
          value={filter.kind ?? ''}
          onChange={(kind) => set({ kind: kind === '' ? null : kind })}
          data={[{ value: '', label: t('tree.allKinds') }, ...kinds.map(([kind, count]) => ({ value: kind, label: `${kindWords(kind)} (${count})` }))]}
        />
      </div>
    </div>
  )
}
