import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Plan, PlannedAction } from '#shared/contract/compare.ts'
import { Button } from '../../ui/button.tsx'
import { lockLines } from './lock-words.ts'
import css from './plan.module.css'

/** Statements in the order in which they run. Above them what a person should know first. */
export function PlanList({ plan: { actions }, children }: { plan: Plan; children: ReactNode }) {
  const { t } = useTranslation('compare')
  const scroller = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  useEffect(() => {
    const box = above.current
    if (!box) return
    const watch = new ResizeObserver(() => setMargin(box.offsetHeight))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  const virtual = useVirtualizer({ count: actions.length, getScrollElement: () => scroller.current, estimateSize: () => 84, overscan: 6, scrollMargin: margin, getItemKey: (index) => actions[index]?.number ?? index })
  return (
    <div ref={scroller} className={css.scroller} tabIndex={0} role="region" aria-label={t('plan.list')}>
      <div ref={above}>{children}</div>
      <ol className={css.list} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const action = actions[index]
          if (!action) return null
          const begins = actions[index - 1]?.transaction !== action.transaction
          return (
            <li key={key} ref={virtual.measureElement} data-index={index} className={css.item} style={{ transform: `translateY(${start - margin}px)` }} aria-posinset={index + 1} aria-setsize={actions.length}>
              {begins && <p className={css.transaction}>{action.transactional ? t('plan.transaction', { number: action.transaction }) : t('plan.outside')}</p>}
              <Statement action={action} />
            </li>
          )
        })}
      </ol>
    </div>
  )
}

const longLines = 14
const bare = (id: string) => id.slice(id.indexOf(':') + 1)

/** One statement: its text, and in words what it does to whom. */
function Statement({ action }: { action: PlannedAction }) {
  const { t } = useTranslation('compare')
  const [whole, setWhole] = useState(false)
  const lines = action.sql.split('\n')
  const isLong = lines.length > longLines + 3
  const names = useNames()
  return (
    <div className={css.statement} data-loses={action.loses !== null}>
      <span className={css.number}>{action.number}</span>
      <div className={css.body}>
        <pre className={css.sql}>{isLong && !whole ? lines.slice(0, longLines).join('\n') : action.sql}</pre>
        {isLong && (
          <Button size="s" variant="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t('plan.showLess') : t('plan.showAll', { count: lines.length })}
          </Button>
        )}
        {action.loses !== null && <p className={css.loses}>{action.loses}</p>}
        <ul className={css.effects}>
          {lockLines(action.locks).map(({ mode, effect, relations }) => (
            <li key={mode} data-effect={effect} title={t('plan.lockTitle', { mode })}>
              {t(`plan.lock.${effect}`, { names: names(relations) })}
            </li>
          ))}
          {action.rewrites.length > 0 && <li data-effect="all">{t('plan.rewrites', { names: names(action.rewrites) })}</li>}
          {action.scans.length > 0 && <li data-effect="writes">{t('plan.scans', { names: names(action.scans) })}</li>}
          {action.creates.length > 0 && <li>{t('plan.creates', { names: names(action.creates) })}</li>}
          {action.destroys.length > 0 && <li data-effect={action.loses === null ? undefined : 'all'}>{t('plan.destroys', { names: names(action.destroys) })}</li>}
        </ul>
        <p className={css.why}>{t('plan.why', { why: action.why })}</p>
      </div>
    </div>
  )
}

const shownNames = 4

function useNames(): (ids: readonly string[]) => string {
  const { t, i18n } = useTranslation('compare')
  return (ids) => {
    const list = new Intl.ListFormat(i18n.language, { style: 'narrow', type: 'unit' }).format(ids.slice(0, shownNames).map(bare))
    return ids.length > shownNames ? t('plan.and', { names: list, count: ids.length - shownNames }) : list
  }
}
