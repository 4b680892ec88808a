import { useTranslation } from 'react-i18next'
import type { Preview } from '#shared/contract/preview.ts'
import { MayButton } from '../../../app/abilities/may.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useNow } from '../../../i18n/use-now.ts'
import { PanelHead } from '../../../ui/panel.tsx'
import { keyText } from '../../../ui/key-hint.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { groupOf } from '../groups.ts'
import { StateTag } from '../state.tsx'
import { EditorMenu } from './editor-menu.tsx'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import css from './editor.module.css'

interface EditorHeadProps {
  model: EditorModel
  actions: Actions
}

/** Name, what is unsaved, how old the preview is, and what can be done next. */
export function EditorHead({ model, actions }: EditorHeadProps) {
  const { t } = useTranslation('preview')
  const { row, sql, undo, view, migration, fresh } = model
  const edited = sql.edited || undo.edited
  return (
    <PanelHead title={<span title={row.script}>{row.script}</span>} tags={<Tags model={model} />}>
      {!view.running && !view.loading && (migration && view.preview ? <PreviewedWhen preview={view.preview} fresh={fresh} /> : <span className={css.when}>{t('head.never')}</span>)}
      <MayButton operation="preview.run" env={model.environment.id} size="s" title={keyText('mod+enter')} onClick={actions.preview} busy={view.starting}>
        {t(view.preview ? 'head.again' : 'head.preview')}
      </MayButton>
      <MayButton operation="migrations.save" env={model.environment.id} size="s" title={keyText('mod+S')} disabled={!edited} busy={actions.saving} onClick={() => actions.save()}>
        {t('head.save')}
      </MayButton>
      <EditorMenu model={model} actions={actions} />
    </PanelHead>
  )
}

function Tags({ model: { row, sql, undo } }: { model: EditorModel }) {
  const { t } = useTranslation('preview')
  return (
    <>
      {row.state !== 'pending' && groupOf(row) === 'pending' && <StateTag state={row.state} />}
      {sql.edited && (
        <Tag tone="info" title={t('head.editedHelp')}>
          {t('head.edited')}
        </Tag>
      )}
      {undo.edited && (
        <Tag tone="vio" title={t('head.editedHelp')}>
          {t('head.undoEdited')}
        </Tag>
      )}
    </>
  )
}

/** "Previewed on a shadow of staging, 1.4 s ago". */
export function PreviewedWhen({ preview, fresh }: { preview: Preview; fresh: boolean }) {
  const { t } = useTranslation('preview')
  const format = useFormat()
  const now = useNow(5_000)
  const words = t(fresh ? 'head.previewed' : 'head.oldText', { place: usePlaceWords()(preview), when: format.ago(preview.at, now) })
  return (
    <span className={fresh ? css.when : `${css.when} ${css.oldText}`} title={`${words} · ${format.exact(preview.at)}`}>
      {words}
    </span>
  )
}

/** Where a preview ran, in the reader's language. */
export function usePlaceWords(): (preview: Pick<Preview, 'mode' | 'env' | 'place'>) => string {
  const { t } = useTranslation('preview')
  return ({ mode, env }) => t(mode === 'target' ? 'origin.place_target' : 'origin.place_shadow', { env })
}
