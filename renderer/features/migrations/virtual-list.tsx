import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proof } from '#shared/contract/preview.ts'
import { unsavedScripts, useDrafts } from './diff-editor/drafts.ts'
import { migrationIn, useShownPreview } from './diff-editor/use-preview.ts'
import { neighbour, undoFileName, type ListItem } from './groups.ts'
import { MigrationListRow } from './migration-list-row.tsx'
import { useWindow } from './use-window.ts'
import css from './list.module.css'

interface VirtualListProps {
  items: readonly ListItem[]
  /** Id and name of the environment. */
  env: { id: string; name: string }
  proofs: ReadonlyMap<string, Proof>
  selected: string | undefined
  onChoose: (script: string) => void
}

const rowHeight = 32
const headHeight = 28

/** Thousands of rows with only those in sight in the page. The list holds the focus; the arrow keys choose. */
export function VirtualList({ items, env, proofs, selected, onChoose }: VirtualListProps) {
  const { t } = useTranslation('migrations')
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const sizes = useMemo(() => items.map(({ type }) => (type === 'group' ? headHeight : rowHeight)), [items])
  const { height, shown, reveal } = useWindow(scroller, sizes)
  const at = items.findIndex((item) => item.type === 'row' && item.row.script === selected)
  const preview = useShownPreview(env.id)
  const texts = useDrafts((drafts) => drafts.texts)
  const unsaved = useMemo(() => new Set(unsavedScripts(texts, env.id)), [texts, env.id])
  useStart(at, reveal)

  const choose = (script: string | undefined) => {
    if (script === undefined) return
    onChoose(script)
    reveal(items.findIndex((item) => item.type === 'row' && item.row.script === script))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const scripts = items.flatMap((item) => (item.type === 'row' ? [item.row.script] : []))
    const target = keyTarget(event.key, items, selected, scripts)
    if (target === undefined) return
    event.preventDefault()
    choose(target)
    if (event.key === 'Enter') document.querySelector<HTMLElement>('[data-migration-page]')?.focus()
  }

  return (
    <div ref={scroller} className={css.scroller}>
      <div
        role="listbox"
        tabIndex={0}
        aria-label={t('list', { env: env.name })}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        className={css.rows}
        style={{ height: height }}
        onKeyDown={onKeyDown}
      >
        {shown.map(({ index, top, size }) => {
          const item = items[index]
          if (!item) return null
          const style = { height: size, transform: `translateY(${top}px)` }
          if (item.type === 'group') {
            return (
              <div key={item.name} role="presentation" className={css.group} style={style}>
                {t(`group.${item.name}`, { env: env.name })} <span>{item.count}</span>
              </div>
            )
          }
          return <MigrationListRow key={item.row.script} id={`${id}-${index}`} row={item.row} proof={proofs.get(item.row.script)} selected={index === at} previewed={migrationIn(preview, item.row.script)} edited={unsaved.has(item.row.script) || unsaved.has(item.row.undoScript ?? undoFileName(item.row.script))} style={style} onChoose={() => choose(item.row.script)} />
        })}
      </div>
    </div>
  )
}

function keyTarget(key: string, items: readonly ListItem[], selected: string | undefined, scripts: readonly string[]): string | undefined {
  if (key === 'ArrowDown') return neighbour(items, selected, 1)?.script
  if (key === 'ArrowUp') return neighbour(items, selected, -1)?.script
  if (key === 'Home') return scripts[0]
  if (key === 'End') return scripts.at(-1)
  return key === 'Enter' ? (selected ?? scripts[0]) : undefined
}

/** A long list begins at the chosen row. */
function useStart(at: number, scrollTo: (index: number) => void): void {
  const started = useRef(false)
  useEffect(() => {
    if (!started.current && at >= 0) scrollTo(at)
    started.current = true
  }, [at, scrollTo])
}
