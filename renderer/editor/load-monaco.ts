import type { Monaco } from './monaco.ts'

let loading: Promise<Monaco> | undefined

/** Loads the editor once. Its own words are fixed at that moment: Monaco reads them while its modules are evaluated. */
export function loadMonaco(language: string): Promise<Monaco> {
  loading ??= load(language).catch((problem: unknown) => {
    loading = undefined
    throw problem
  })
  return loading
}

async function load(language: string): Promise<Monaco> {
  if (language.startsWith('zh')) await import('monaco-editor/nls/lang/zh-cn')
  const { monaco, createText } = await import('./monaco.ts')
  return { ...monaco, createText }
}
