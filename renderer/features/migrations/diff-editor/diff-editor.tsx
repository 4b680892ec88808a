import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { isPreviewed } from '../groups.ts'
import type { MigrationPageProps } from '../migration-page.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { AboutPanel } from './about-panel.tsx'
import { EditorHead } from './editor-head.tsx'
import { Notices } from './notices.tsx'
import { Panes, type PaneName } from './panes.tsx'
import { useActions } from './use-actions.ts'
import { useAutoPreview } from './use-auto-preview.ts'
import { useEditor } from './use-editor.ts'
import { useEditorKeys } from './use-editor-keys.ts'
import { EditorDialogs } from './editor-dialogs.tsx'
import css from './editor.module.css'

/** One pending migration: its text, what it does, and how it is taken back. */
export function DiffEditor({ environment, status, row }: MigrationPageProps) {
  const model = useEditor(environment, status, row)
  const actions = useActions(model)
  const narrow = useMediaQuery('(max-width: 1179px)', false, { getInitialValueInEffect: false })
  const [pane, setPane] = useState<PaneName>('sql')
  useAutoPreview(environment, status.migrations.filter(isPreviewed), model.view)
  useEditorKeys(model, actions, setPane)
  return (
    <>
      <Panel className={css.main} label={row.script} tabIndex={-1} data-migration-page>
        <EditorHead model={model} actions={actions} />
        <Notices model={model} actions={actions} />
        <Panes model={model} actions={actions} narrow={narrow === true} pane={pane} onPane={setPane} />
      </Panel>
      <AboutPanel model={model} actions={actions} />
      <EditorDialogs model={model} actions={actions} />
    </>
  )
}
