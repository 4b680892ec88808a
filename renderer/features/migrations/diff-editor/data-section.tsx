import { useTranslation } from 'react-i18next'
import type { Destruction, KeepWay } from '#shared/contract/preview.ts'
import { shortRelation } from '#shared/preview/danger.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/panel.tsx'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import css from './editor.module.css'

/** For each statement that destroys data, what becomes of the data. */
export function DataSection({ model, actions }: { model: EditorModel; actions: Actions }) {
  const { t } = useTranslation('preview')
  const destroys = model.migration?.destroys ?? []
  if (destroys.length === 0) return null
  return (
    <Section title={t('data.title')}>
      <div className={css.destructions}>
        {destroys.map((each) => (
          <DestructionItem key={each.statement} destruction={each} model={model} actions={actions} />
        ))}
      </div>
      {actions.keepNotes && (
        <p className={css.small} role="status">
          {[t('data.written'), ...actions.keepNotes].join(' ')}
        </p>
      )}
    </Section>
  )
}

function DestructionItem({ destruction, model, actions }: { destruction: Destruction; model: EditorModel; actions: Actions }) {
  const { t } = useTranslation('preview')
  const { statement, ways, chosen, problem } = destruction
  const { keeping } = actions
  const wayWords = useWayWords()
  return (
    <div>
      <p>{useDestructionWords()(destruction, model.environment.schema)}</p>
      <div className={css.ways} role="group" aria-label={t('data.choice', { number: statement })}>
        {ways.map((way) => (
          <Button key={way} size="s" className={way === chosen ? css.chosenWay : ''} aria-pressed={way === chosen} disabled={!model.fresh && way !== chosen} busy={keeping?.statement === statement && keeping.way === way} onClick={() => way !== chosen && actions.keep(statement, way)}>
            {wayWords(way, destruction)}
          </Button>
        ))}
      </div>
      {problem && <p className={css.small}>{problem}</p>}
    </div>
  )
}

/** "Archive 8,214 rows · 0.4 MB": the button says what it costs. */
function useWayWords(): (way: KeepWay, destruction: Destruction) => string {
  const { t } = useTranslation('preview')
  const format = useFormat()
  return (way, { rows, bytes }) => {
    if (way !== 'archive' || rows === null) return t(`data.way.${way}`)
    return bytes === null ? t('data.archiveRows', { rows: format.compact(rows) }) : t('data.archiveAmount', { rows: format.compact(rows), bytes: format.bytes(bytes) })
  }
}

function useDestructionWords(): (destruction: Destruction, schema: string) => string {
  const { t } = useTranslation('preview')
  const format = useFormat()
  return ({ kind, line, relation, columns, rows }, schema) => {
    const name = shortRelation(relation, schema)
    const isOfValues = kind === 'drop_column' || kind === 'update' || kind === 'narrowing_type'
    const amount = rows === null ? t('data.unknown') : t(isOfValues ? 'data.values' : 'data.rows', { rows: format.compact(rows), count: rows })
    return t(`data.kind.${kind}`, { line, relation: name, columns: columns.map((column) => `${name}.${column}`).join(', '), amount, command: kind === 'drop_table' ? 'DROP TABLE' : '' })
  }
}
