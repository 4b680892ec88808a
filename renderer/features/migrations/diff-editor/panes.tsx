import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moveTab } from './move-tab.ts'
import { EffectHead, EffectPane } from './effect-pane.tsx'
import { useEffectView } from './use-effect-view.ts'
import { Splitter } from './splitter.tsx'
import { SqlPane } from './sql-pane.tsx'
import { UndoHead, UndoPane } from './undo-pane.tsx'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import css from './editor.module.css'

export type PaneName = 'sql' | 'effect' | 'undo'
const names: readonly PaneName[] = ['sql', 'effect', 'undo']

interface PanesProps {
  model: EditorModel
  actions: Actions
  narrow: boolean
  pane: PaneName
  onPane: (pane: PaneName) => void
}

/** SQL above, and under it the effect or the undo; where there is little room, one of the three. */
export function Panes(props: PanesProps) {
  return props.narrow ? <TabbedPanes {...props} /> : <StackedPanes {...props} />
}

function StackedPanes({ model, actions, pane, onPane }: PanesProps) {
  const { t } = useTranslation('preview')
  const [share, setShare] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const effect = useEffectView(model)
  const undoOpen = pane === 'undo'
  const natural = naturalHeight(model)
  const style = share === null ? { flex: `0 1 ${natural}px`, maxHeight: '52%' } : { flex: `0 0 ${share * 100}%` }
  return (
    <div ref={box} className={css.stack}>
      <section className={css.sqlPane} style={style} data-pane="sql" aria-label={t('pane.sql')}>
        <SqlPane model={model} actions={actions} />
      </section>
      <Splitter label={t('pane.resize')} box={box} value={share} onChange={setShare} />
      <section className={undoOpen ? css.shutPane : css.openPane} data-pane="effect" aria-label={t('pane.effect')} tabIndex={-1}>
        <EffectHead effect={effect} shut={undoOpen} onOpen={() => onPane('effect')} />
        {!undoOpen && <EffectPane model={model} effect={effect} />}
      </section>
      <section className={undoOpen ? css.openPane : css.shutPane} data-pane="undo" aria-label={t('pane.undo')} tabIndex={-1}>
        <UndoHead model={model} open={undoOpen} onToggle={() => onPane(undoOpen ? 'effect' : 'undo')} />
        {undoOpen && <UndoPane model={model} actions={actions} />}
      </section>
    </div>
  )
}

/** What the text needs, so that a short migration leaves the room to its effect. */
function naturalHeight({ statements, sql }: EditorModel): number {
  const lines = (sql.text ?? '').split('\n').length
  return Math.max(150, lines * 20 + statements.length * 22 + 28)
}

function TabbedPanes({ model, actions, pane, onPane }: PanesProps) {
  const { t } = useTranslation('preview')
  const effect = useEffectView(model)
  return (
    <div className={css.stack}>
      <div className={css.paneTabs}>
        <div role="tablist" aria-label={t('pane.label', { script: model.row.script })} className={css.tabList}>
        {names.map((name) => (
          <button key={name} type="button" role="tab" id={`tab-${name}`} aria-controls={`pane-${name}`} aria-selected={pane === name} tabIndex={pane === name ? 0 : -1} className={css.paneTab} onClick={() => onPane(name)} onKeyDown={(event) => moveTab(event, names, name, onPane)}>
            {t(`pane.${name}`)}
          </button>
        ))}
        </div>
        <span className={css.tabEnd}>{pane === 'undo' ? <UndoHead model={model} open bare onToggle={() => {}} /> : <EffectHead effect={effect} bare={pane !== 'effect'} shut={false} onOpen={() => {}} inline />}</span>
      </div>
      <section role="tabpanel" id={`pane-${pane}`} aria-labelledby={`tab-${pane}`} className={css.openPane} data-pane={pane} tabIndex={-1}>
        {pane === 'sql' && <SqlPane model={model} actions={actions} />}
        {pane === 'effect' && <EffectPane model={model} effect={effect} />}
        {pane === 'undo' && <UndoPane model={model} actions={actions} />}
      </section>
    </div>
  )
}
