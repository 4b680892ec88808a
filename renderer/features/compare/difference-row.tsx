import { Check, ChevronDown, ChevronRight, Minus } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { KindIcon } from '../../ui/kind-icons.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { Change } from './compare-store.ts'
import { tickOf, type TreeRow } from './tree.ts'
import { useKindWords } from './use-kind-words.ts'
import css from './tree.module.css'

interface DifferenceRowProps {
  id: string
  row: TreeRow
  selected: boolean
  excluded: ReadonlySet<string>
  renamed: boolean
  style: CSSProperties
  onChoose: () => void
  onFold: () => void
  onTick: () => void
}

const signs: Record<Change, string> = { added: '+', removed: '−', changed: '~' }
const named = new Set(['comment', 'owner'])

/** A line of the tree: opener, tick, sign of the change, kind and name. */
export function DifferenceRow({ id, row, selected, excluded, renamed, style, onChoose, onFold, onTick }: DifferenceRowProps) {
  const { t } = useTranslation('compare')
  const kindWords = useKindWords()
  const { level, name, kind, change, ids, expanded, position, siblings } = row
  const tick = tickOf(ids, excluded)
  const words = name ?? t('tree.database')
  const isPart = level === 3
  const shown = isPart && named.has(kind) ? kindWords(kind) : words
  return (
    <div
      role="treeitem"
      id={id}
      tabIndex={-1}
      onFocus={(event) => event.currentTarget.closest<HTMLElement>('[role="tree"]')?.focus()}
      aria-level={level}
      aria-setsize={siblings}
      aria-posinset={position}
      aria-selected={selected}
      aria-expanded={expanded ?? undefined}
      aria-checked={tick}
      aria-label={change === null ? t('tree.group', { name: words, count: ids.length }) : t('tree.row', { kind: kindWords(kind), name: words, change: t(`change.${change}`) })}
      className={css.row}
      data-level={level}
      data-taken={tick !== false}
      style={style}
      onClick={onChoose}
      onDoubleClick={() => expanded !== null && onFold()}
    >
      <span className={css.opener} aria-hidden onClick={(event) => expanded !== null && (event.stopPropagation(), onFold())}>
        {expanded === null ? null : expanded ? <ChevronDown /> : <ChevronRight />}
      </span>
      <span className={css.tickArea} aria-hidden onClick={(event) => (event.stopPropagation(), onTick())}>
        <span className={css.tick} data-tick={String(tick)}>
          {tick === true ? <Check /> : tick === 'mixed' ? <Minus /> : null}
        </span>
      </span>
      {change && (
        <span className={`${css.sign} ${css[change]}`} aria-hidden>
          {signs[change]}
        </span>
      )}
      <KindIcon kind={kind} />
      <span className={css.name} title={words}>
        {shown}
      </span>
      {renamed && <Tag tone="info">{t('rename.tag')}</Tag>}
      {isPart && !named.has(kind) && <span className={css.kind}>{kindWords(kind)}</span>}
      {!isPart && expanded !== null && <span className={css.count}>{ids.length}</span>}
    </div>
  )
}
