import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Diagnostic, Fix } from '#shared/contract/diagnostics.ts'
import type { KeepWay } from '#shared/contract/preview.ts'
import { api, client, queryClient, readable } from '../../../client/queries.ts'
import { forgetDraft, unixText } from './drafts.ts'
import { nextFinding, waiverEdit, type PlacedFinding } from './findings.ts'
import { useOfEnvironment } from './preview-store.ts'
import type { EditorModel } from './use-editor.ts'
import type { EditedText } from './use-text.ts'

/** What stands in front of the panes. */
export type EditorDialog =
  | { type: 'target' }
  | { type: 'conflict'; of: EditedText }
  | { type: 'applied'; of: EditedText }
  | { type: 'discard' }
  | { type: 'rule'; finding: Diagnostic }
  | { type: 'waive'; finding: PlacedFinding }
  | { type: 'newFile'; files: Fix['newFiles'] }

export interface Actions {
  preview: () => void
  previewOnTarget: (confirm: string | undefined) => void
  save: (force?: EditedText) => void
  saving: boolean
  /** Writes a generated undo into a file of its own. */
  saveUndo: () => void
  saveError: unknown
  /** Brings a place of the text into view. */
  goTo: (offset: number) => void
  goToLine: (line: number, column?: number) => void
  goToFinding: (step: 1 | -1) => void
  applyFix: (finding: PlacedFinding) => void
  waive: (finding: PlacedFinding, reason: string) => void
  keep: (statement: number, way: KeepWay) => void
  keeping: { statement: number; way: KeepWay } | undefined
  keepError: unknown
  /** What keeping has to say. */
  keepNotes: readonly string[] | undefined
  discard: () => void
  dialog: EditorDialog | null
  show: (dialog: EditorDialog | null) => void
}

export function useActions(model: EditorModel): Actions {
  const [dialog, show] = useState<EditorDialog | null>(null)
  const { environment, sql, undo, view, editor, findings, statements, row } = model
  const { options } = useOfEnvironment(environment.id)
  const save = useSave(model, show)
  const keep = useKeep(model)
  const saveUndo = useMutation({
    mutationFn: () => saveOne(environment.id, undo, false),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: api.migrations.key() }),
  })
  const goTo = (offset: number) => {
    editor.current?.reveal(offset)
    editor.current?.focus()
  }
  const goToLine = (line: number, column = 1) => {
    const starts = (sql.text ?? '').split('\n').slice(0, line - 1)
    goTo(starts.reduce((sum, each) => sum + each.length + 1, 0) + column - 1)
  }
  const scripts = tooMany(model) ? upTo(model) : undefined
  return {
    preview: () => (options.mode === 'target' ? show({ type: 'target' }) : view.start(scripts)),
    previewOnTarget: (confirm) => {
      show(null)
      view.start(scripts, confirm)
    },
    save: (force) => save.mutate(force),
    saving: save.isPending || saveUndo.isPending, saveError: save.error ?? saveUndo.error,
    saveUndo: () => saveUndo.mutate(),
    goTo, goToLine,
    goToFinding: (step) => {
      const found = nextFinding(findings, editor.current?.offset() ?? 0, step)
      if (found?.place) goTo(found.place.start)
    },
    applyFix: ({ fix }) => {
      if (!fix) return
      if (fix.edits.length > 0) editor.current?.apply(fix.edits)
      if (fix.newFiles.length > 0) show({ type: 'newFile', files: fix.newFiles })
    },
    waive: ({ finding, place }, reason) => {
      show(null)
      const statement = statements.findLast(({ start }) => start <= (place?.start ?? 0))
      editor.current?.apply([waiverEdit(sql.text ?? '', statement?.start ?? 0, finding.rule ?? finding.code, reason)])
    },
    keep: (statement, way) => keep.mutate({ statement, way }),
    keeping: keep.isPending ? keep.variables : undefined, keepError: keep.error, keepNotes: keep.data?.notes,
    discard: () => {
      show(null)
      sql.drop()
      undo.drop()
      void queryClient.invalidateQueries({ queryKey: api.migrations.file.key({ input: { env: environment.id, script: row.script } }) })
    },
    dialog, show,
  }
}

const many = 20

function tooMany({ status }: EditorModel): boolean {
  return status.pending > many
}

/** Of a large batch only what leads to this migration. */
function upTo({ status, row }: EditorModel): string[] {
  const pending = status.migrations.filter(({ state }) => state === 'pending' || state === 'undone' || state === 'outdated').map(({ script }) => script)
  return pending.slice(0, pending.indexOf(row.script) + 1)
}

/** Saves what is edited, the migration first; a file that is not the one that was opened is asked about. */
function useSave({ environment, sql, undo }: EditorModel, show: (dialog: EditorDialog | null) => void) {
  return useMutation({
    mutationFn: async (force: EditedText | undefined) => {
      for (const each of [sql, undo]) {
        if (!each.edited || each.text === undefined) continue
        const saved = await saveOne(environment.id, each, force?.script === each.script).catch((thrown: unknown) => {
          const { code } = readable(thrown)
          if (code !== 'file_changed' && code !== 'already_applied') throw thrown
          return code
        })
        if (saved !== 'saved') return show({ type: saved === 'file_changed' ? 'conflict' : 'applied', of: each })
      }
      show(null)
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: api.migrations.key() }),
  })
}

async function saveOne(env: string, { script, text = '', origin }: EditedText, force: boolean): Promise<'saved'> {
  const draft = unixText(text)
  await client.migrations.save({ env, script, text: draft, opened: origin.opened, force })
  queryClient.setQueryData(api.migrations.file.queryKey({ input: { env, script } }), (old) => ({ script, appliedText: null, statements: [], diagnostics: [], ...old, text: draft }))
  forgetDraft(env, script)
  return 'saved'
}

function useKeep({ environment, row, sql, undo }: EditorModel) {
  return useMutation({
    mutationFn: (asked: { statement: number; way: KeepWay }) => client.preview.keep({ env: environment.id, script: row.script, text: sql.text ?? '', undo: undo.text ?? null, ...asked }),
    onSuccess: (written) => {
      sql.write(unixText(written.text))
      if (written.undo !== null) undo.write(unixText(written.undo))
    },
  })
}
