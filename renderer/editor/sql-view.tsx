import { useEffect, useRef } from 'react'
import { EditorFrame } from './editor-frame.tsx'
import { SqlSurface, type SqlContent } from './sql-surface.ts'
import type { StatementLine } from './statement-line.ts'
import { useMonaco } from './use-monaco.ts'

type SqlViewProps = Pick<SqlContent, 'text' | 'label'> & Partial<SqlContent>

const noLines: readonly StatementLine[] = []

/** SQL to read: highlighted, searchable, with a line above each statement. Fills its flex parent. */
export function SqlView({ text, label, lines = noLines, problem }: SqlViewProps) {
  const { monaco, failed, retry } = useMonaco()
  const host = useRef<HTMLDivElement>(null)
  const surface = useRef<SqlSurface>(null)

  useEffect(() => {
    if (!monaco || !host.current) return
    const created = new SqlSurface(monaco, host.current)
    surface.current = created
    return () => {
      surface.current = null
      created.dispose()
    }
  }, [monaco])

  useEffect(() => {
    if (monaco) surface.current?.show({ text, label, lines, problem })
  }, [monaco, text, label, lines, problem])

  return <EditorFrame host={host} state={monaco ? 'ready' : failed ? 'failed' : 'loading'} retry={retry} />
}
