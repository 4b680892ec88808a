import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../../client/queries.ts'
import { DiffView } from '../../../editor/diff-view.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SkeletonLines } from '../../../ui/skeleton.tsx'
import { unixText } from './drafts.ts'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import type { EditedText } from './use-text.ts'
import css from './dialogs.module.css'

interface ConflictDialogProps {
  model: EditorModel
  actions: Actions
  of: EditedText
  /** It was applied meanwhile; otherwise somebody else saved it. */
  applied: boolean
}

/** A file is not the one that was opened: both texts side by side, and a person chooses. */
export function ConflictDialog({ model, actions, of, applied }: ConflictDialogProps) {
  const { t } = useTranslation(['preview', 'common'])
  const { environment } = model
  const disk = useQuery({ ...api.migrations.file.queryOptions({ input: { env: environment.id, script: of.script } }), staleTime: 0 })
  const close = () => actions.show(null)
  const takeDisk = () => {
    of.drop()
    close()
  }
  const what = applied ? 'applied' : 'changed'
  return (
    <Dialog
      open
      onClose={close}
      width={960}
      title={t(`preview:conflict.${what}`, { script: of.script })}
      foot={
        <>
          <Button variant="quiet" onClick={close}>
            {t('common:cancel')}
          </Button>
          <Button variant="danger" onClick={takeDisk}>
            {t('preview:conflict.takeDisk')}
          </Button>
          <Button variant={applied ? 'danger' : 'default'} busy={actions.saving} onClick={() => actions.save(of)}>
            {t(applied ? 'preview:conflict.saveAnyway' : 'preview:conflict.keepMine')}
          </Button>
        </>
      }
    >
      <div className={css.body}>
        <p>{t(applied ? 'preview:conflict.appliedText' : 'preview:conflict.changedText', { env: environment.name })}</p>
        <div className={css.diff}>
          {disk.data && !disk.isFetching ? <DiffView before={unixText(disk.data.text)} after={of.text ?? ''} beforeLabel={t('preview:conflict.disk')} afterLabel={t('preview:conflict.mine')} /> : <SkeletonLines />}
        </div>
      </div>
    </Dialog>
  )
}
