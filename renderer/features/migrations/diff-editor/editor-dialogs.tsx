import type { Actions } from './use-actions.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { DiscardDialog, TargetDialog, WaiveDialog } from './small-dialogs.tsx'
import { NewFileDialog } from './new-file-dialog.tsx'
import type { EditorModel } from './use-editor.ts'

/** The one that stands in front of the panes. */
export function EditorDialogs({ model, actions }: { model: EditorModel; actions: Actions }) {
  const { dialog, show } = actions
  const close = () => show(null)
  if (dialog === null) return null
  if (dialog.type === 'target') return <TargetDialog environment={model.environment} onRun={actions.previewOnTarget} onClose={close} />
  if (dialog.type === 'discard') return <DiscardDialog script={model.row.script} onDiscard={actions.discard} onClose={close} />
  if (dialog.type === 'rule') return <RuleDialog name={dialog.finding.code} rule={dialog.finding.rule} onClose={close} />
  if (dialog.type === 'waive') return <WaiveDialog finding={dialog.finding} onWaive={(reason) => actions.waive(dialog.finding, reason)} onClose={close} />
  if (dialog.type === 'newFile') return <NewFileDialog env={model.environment.id} files={dialog.files} onClose={close} />
  return <ConflictDialog model={model} actions={actions} of={dialog.of} applied={dialog.type === 'applied'} />
}
