import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SqlEditor } from '../../../editor/sql-editor.tsx'
import type { TextServices } from '../../../editor/services.ts'
import type { StatementLine } from '../../../editor/statement-line.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { TextSkeleton } from '../sql-tab.tsx'
import { marksOf, type PlacedFinding } from './findings.ts'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'
import { useSchemaServices } from './use-schema-services.ts'
import css from './editor.module.css'

/** The text, with what each statement took above it and findings where they stand. */
export function SqlPane({ model, actions }: { model: EditorModel; actions: Actions }) {
  const { t } = useTranslation('preview')
  const { environment, sql, lines, findings, problem, editor } = model
  const marks = useMemo(() => marksOf(findings), [findings])
  const schema = useSchemaServices(environment)
  const services = useMemo((): TextServices => ({ ...schema, fixes: (from, to) => fixesAt(findings, from, to, actions) }), [schema, findings, actions])
  if (sql.file.error && sql.text === undefined) return <ErrorNotice error={sql.file.error} onRetry={() => void sql.file.refetch()} fill />
  if (sql.text === undefined) return <TextSkeleton />
  return (
    <>
      <SqlEditor ref={editor} document={sql.document} text={sql.text} label={t('pane.sqlLabel', { script: sql.script })} readOnly={false} lines={lines} marks={marks} problem={problem} services={services} onChange={sql.note} />
      <SpokenLines lines={lines} />
    </>
  )
}

/** The lines in the editor are drawn beside the text; here they can be read aloud. */
function SpokenLines({ lines }: { lines: readonly StatementLine[] }) {
  const { t } = useTranslation('preview')
  return (
    <ol className={css.spoken} aria-label={t('pane.lines')}>
      {lines.map(({ line, title, facts }, index) => (
        <li key={`${line}-${index}`}>{[title, ...facts].join(', ')}</li>
      ))}
    </ol>
  )
}

function fixesAt(findings: readonly PlacedFinding[], from: number, to: number, actions: Actions) {
  return findings.flatMap((each) => {
    const { fix, place } = each
    if (!fix || !place || place.start > to || place.end < from) return []
    return [fix.newFiles.length > 0 ? { title: fix.title, edits: [], run: () => actions.applyFix(each) } : { title: fix.title, edits: fix.edits }]
  })
}
