import { TextInput } from '@mantine/core'
import { CloudOff, History, RefreshCw, Search, TriangleAlert } from 'lucide-react'
import { useDeferredValue, useMemo, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Outline } from '#shared/contract/schema.ts'
import { select, useNavigation } from '../../app/navigation.ts'
import { cancelJob } from '../../client/jobs.ts'
import { useFormat } from '../../i18n/format.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Panel, PanelHead } from '../../ui/panel.tsx'
import { groupNames, type GroupName } from './model/kind-groups.ts'
import { indexOutline, type OutlineIndex } from './model/outline-index.ts'
import { searchOutline } from './model/search.ts'
import { pathTo, treeRows } from './model/tree-rows.ts'
import { useReading, type ReadingJob } from './queries.ts'
import { SchemaTree } from './schema-tree.tsx'
import { SearchResults } from './search-results.tsx'
import { SnapshotMenu } from './snapshot-menu.tsx'
import { changeTree, toggled, useTree } from './tree-store.ts'
import { itemOf, viewOf } from './view.ts'
import { useSchemaWords } from './words.ts'
import css from './tree.module.css'

interface TreePanelProps {
  environment: Environment
  outline: Outline
}

/** The left side: what there is, found by looking or by name. */
export function TreePanel({ environment, outline }: TreePanelProps) {
  const { t } = useTranslation('schema')
  const env = environment.id
  const index = indexOutline(outline)
  const tree = useTree(env)
  const view = viewOf(useNavigation().item)
  const chosen = view.type === 'object' ? view.id : null
  const reading = useReading(env)
  const results = useRef<HTMLDivElement>(null)
  const query = useDeferredValue(tree.query)
  const open = useMemo(() => opened(index, tree.open, chosen), [index, tree.open, chosen])
  const rows = useMemo(() => treeRows(index, { open, groups: tree.only === null ? null : new Set([tree.only]) }), [index, open, tree.only])
  const result = useMemo(() => searchOutline(outline, query), [outline, query])
  return (
    <Panel label={t('title')}>
      <PanelHead level={1} title={t('title')}>
        <SnapshotMenu environment={environment} shown={outline.snapshot} />
        <IconButton label={t('refresh')} icon={<RefreshCw />} disabled={reading.running || tree.snapshot !== undefined} onClick={() => reading.start()} />
      </PanelHead>
      <Notes environment={environment} outline={outline} reading={reading} />
      <Filter env={env} index={index} results={results} />
      {query.trim() === '' ? (
        <SchemaTree
          rows={rows} chosen={chosen} marked={tree.marked} onChoose={select}
          onToggle={(key) => changeTree(env, { open: toggled(open, key) })}
          onMark={(id) => changeTree(env, ({ marked }) => ({ marked: toggled(marked, id) }))}
        />
      ) : (
        <SearchResults ref={results} outline={outline} query={query} result={result} chosen={chosen} onChoose={select} />
      )}
      <Marked env={env} marked={tree.marked} />
      {outline.gaps.length > 0 && (
        <div className={css.foot}>
          <button type="button" className={css.link} onClick={() => select(itemOf({ type: 'gaps' }))}>
            <TriangleAlert aria-hidden /> {t('gaps.count', { count: outline.gaps.length })}
          </button>
        </div>
      )}
    </Panel>
  )
}

/** What a person has opened; before that the first schema with its tables, and the way to what is chosen. */
function opened(index: OutlineIndex, open: ReadonlySet<string> | null, chosen: string | null): ReadonlySet<string> {
  if (open) return open
  const first = index.schemaOrder.find((schema) => index.outline.schemas[schema] === 'public') ?? index.schemaOrder[0]
  const start = first === undefined ? [] : [`s:${first}`, `g:${first}:tables`]
  return new Set([...start, ...(chosen ? pathTo(index, chosen) : [])])
}

function Notes({ environment, outline, reading }: TreePanelProps & { reading: ReadingJob }) {
  const { t } = useTranslation('schema')
  const format = useFormat()
  const { snapshot } = useTree(environment.id)
  const { takenAt, name } = outline.snapshot
  return (
    <>
      {snapshot !== undefined && (
        <div className={css.note} data-tone="info" role="status">
          <History aria-hidden />
          <span className={css.noteText}>{name ?? t('snapshot.unnamed')} <small>{t('snapshot.asOf', { when: format.dateTime(takenAt) })}</small></span>
          <Button size="s" variant="quiet" onClick={() => changeTree(environment.id, { snapshot: undefined })}>
            {t('snapshot.backToNow')}
          </Button>
        </div>
      )}
      {snapshot === undefined && !outline.live && (
        <div className={css.note} data-tone="warn" role="status">
          <CloudOff aria-hidden />
          <span className={css.noteText}>{t('offline', { when: format.dateTime(takenAt) })} {outline.problem && <small>{outline.problem}</small>}</span>
          <Button size="s" variant="quiet" onClick={() => reading.start()}>{t('readAgain')}</Button>
        </div>
      )}
      {reading.running && <Progress reading={reading} />}
      {reading.problem !== undefined && !reading.running && <ErrorNotice error={reading.problem} onRetry={() => reading.start()} />}
    </>
  )
}

function Progress({ reading: { job } }: { reading: ReadingJob }) {
  const { t } = useTranslation(['schema', 'common'])
  const { done, total, label } = job?.progress ?? {}
  return (
    <div className={css.job}>
      <div>
        <span>{label ?? t('reading')}</span>
        {job && <Button size="s" variant="quiet" onClick={() => void cancelJob(job.id)}>{t('common:cancel')}</Button>}
      </div>
      <Bar label={t('reading')} value={done !== undefined && total ? done / total : undefined} />
    </div>
  )
}

/** Search over all objects and columns, and the groups that the tree is cut down to. */
function Filter({ env, index, results }: { env: string; index: OutlineIndex; results: RefObject<HTMLDivElement | null> }) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  const format = useFormat()
  const { query, only } = useTree(env)
  const counts = useMemo(() => countGroups(index), [index])
  const offered = groupNames.filter((name) => counts.has(name)).slice(0, 7)
  return (
    <div className={css.filter}>
      <TextInput
        size="xs" aria-label={t('search.label')} placeholder={t('search.hint')} leftSection={<Search size={14} aria-hidden />} value={query}
        onChange={(event) => changeTree(env, { query: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') changeTree(env, { query: '' })
          if (event.key === 'ArrowDown' || event.key === 'Enter') results.current?.focus()
          if (event.key === 'ArrowDown') event.preventDefault()
          if (event.key === 'Enter') results.current?.querySelector<HTMLElement>('[role="option"]')?.click()
        }}
      />
      {query.trim() === '' && offered.length > 1 && (
        <div className={css.chips} role="group" aria-label={t('only')}>
          <button type="button" className={css.chip} aria-pressed={only === null} onClick={() => changeTree(env, { only: null })}>{t('all')}</button>
          {offered.map((name) => (
            <button key={name} type="button" className={css.chip} aria-pressed={only === name} onClick={() => changeTree(env, { only: only === name ? null : name })}>
              {words.group(name)} <span>{format.compact(counts.get(name) ?? 0)}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

function countGroups(index: OutlineIndex): Map<GroupName, number> {
  const counts = new Map<GroupName, number>()
  for (const groups of index.groups.values()) for (const [name, rows] of groups) counts.set(name, (counts.get(name) ?? 0) + rows.length)
  return counts
}

function Marked({ env, marked }: { env: string; marked: ReadonlySet<string> }) {
  const { t } = useTranslation('schema')
  if (marked.size === 0) return null
  return (
    <div className={css.foot}>
      <span>{t('marked', { count: marked.size })}</span>
      <Button size="s" onClick={() => select(itemOf({ type: 'diagram', of: 'marked' }))}>{t('diagram.title')}</Button>
      <Button size="s" variant="quiet" onClick={() => changeTree(env, { marked: new Set() })}>{t('clear')}</Button>
    </div>
  )
}
