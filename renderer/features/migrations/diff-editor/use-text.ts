import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { replaceText } from '../../../editor/documents.ts'
import type { FileView } from '../file-view.ts'
import { useFile } from '../queries.ts'
import { draftKey, dropDraft, noteText, unixText, useDraft, writeText, type TextOrigin } from './drafts.ts'

/** A text that is edited: the file, or what stands for it until there is one. */
export interface EditedText {
  script: string
  /** Key of the text in the editor. */
  document: string
  /** As it is now; undefined: not read yet. */
  text: string | undefined
  origin: TextOrigin
  edited: boolean
  file: UseQueryResult<FileView>
  note: (text: string) => void
  /** As one step that can be undone. */
  write: (text: string) => void
  drop: () => void
}

/** `instead`: what is shown where there is no file; `exists`: there is one. */
export function useText(env: string, script: string, exists: boolean, instead?: string | null): EditedText {
  const file = useFile(env, script, exists)
  const draft = useDraft(env, script)
  const opened = exists ? (file.data?.text ?? null) : null
  const base = exists ? (file.data ? unixText(file.data.text) : undefined) : (instead ?? undefined)
  const document = draftKey(env, script)
  const edited = draft !== undefined

  useEffect(() => {
    if (!edited && base !== undefined) replaceText(document, base)
  }, [document, base, edited])

  return useMemo(() => {
    const origin = { opened, base: base ?? '' }
    return {
      script, document, origin, edited, file, text: draft?.text ?? base,
      note: (text) => noteText(env, script, origin, text),
      write: (text) => writeText(env, script, origin, text),
      drop: () => dropDraft(env, script),
    }
  }, [env, script, document, opened, base, draft, edited, file])
}
