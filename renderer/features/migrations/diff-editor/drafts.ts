import { create } from 'zustand'
import { closeText, replaceText } from '../../../editor/documents.ts'

/** A text that is not saved. */
export interface UnsavedText {
  /** The file as it was opened, byte for byte; null: there is no such file yet. */
  opened: string | null
  /** What the editor showed then, with LF: the file, or an undo that was generated. */
  base: string
  text: string
}

export type TextOrigin = Pick<UnsavedText, 'opened' | 'base'>

interface Drafts {
  texts: Readonly<Record<string, UnsavedText>>
}

const remembered = 'strata.drafts'

/** Kept for this machine until they are saved or given up, also when the window closes. */
function recall(): Drafts {
  try {
    return { texts: JSON.parse(localStorage.getItem(remembered) ?? '{}') as Drafts['texts'] }
  } catch {
    return { texts: {} }
  }
}

export const useDrafts = create<Drafts>(recall)

let writing: ReturnType<typeof setTimeout> | undefined
useDrafts.subscribe(() => {
  clearTimeout(writing)
  writing = setTimeout(store, 400)
})

function store(): void {
  try {
    localStorage.setItem(remembered, JSON.stringify(useDrafts.getState().texts))
  } catch {
    /* Full: they live as long as the window does. */
  }
}

window.addEventListener('pagehide', store)

/** A browser asks before it closes a page with unsaved text; the window of the desktop just closes, and has the text when it opens again. */
window.addEventListener('beforeunload', (event) => {
  if (location.protocol !== 'app:' && Object.keys(useDrafts.getState().texts).length > 0) event.preventDefault()
})

export const draftKey = (env: string, script: string): string => `${env}\n${script}`

export const unixText = (text: string): string => text.replaceAll('\r\n', '\n')

/** What a person has written; a text that is again as it was opened is no draft. */
export function noteText(env: string, script: string, origin: TextOrigin, text: string): void {
  const key = draftKey(env, script)
  const { texts } = useDrafts.getState()
  const known = texts[key]
  const { opened, base } = known ?? origin
  if (text === base) {
    if (known) useDrafts.setState({ texts: without(texts, key) })
  } else if (known?.text !== text) useDrafts.setState({ texts: { ...texts, [key]: { opened, base, text } } })
}

/** Puts a text into the editor as one step that can be undone there. */
export function writeText(env: string, script: string, origin: TextOrigin, text: string): void {
  replaceText(draftKey(env, script), text)
  noteText(env, script, origin, text)
}

/** The text is saved, or is to be what the file says. */
export function forgetDraft(env: string, script: string): void {
  const { texts } = useDrafts.getState()
  useDrafts.setState({ texts: without(texts, draftKey(env, script)) })
}

/** Gives up what is written here: the editor begins again with the file. */
export function dropDraft(env: string, script: string): void {
  forgetDraft(env, script)
  closeText(draftKey(env, script))
}

function without(texts: Drafts['texts'], key: string): Drafts['texts'] {
  const { [key]: _gone, ...rest } = texts
  return rest
}

export function useDraft(env: string, script: string | undefined): UnsavedText | undefined {
  return useDrafts(({ texts }) => (script === undefined ? undefined : texts[draftKey(env, script)]))
}

/** Scripts of an environment that have unsaved text, undo files among them. */
export function unsavedScripts(texts: Drafts['texts'], env: string): string[] {
  return Object.keys(texts).flatMap((key) => (key.startsWith(`${env}\n`) ? [key.slice(env.length + 1)] : []))
}
