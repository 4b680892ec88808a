import { useMemo, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow, Status } from '#shared/contract/migrations.ts'
import type { PreviewedMigration } from '#shared/contract/preview.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { findingsIn } from '#shared/preview/danger.ts'
import { splitScript, type ScriptStatement } from '#shared/sql/split.ts'
import type { EditHandle } from '../../../editor/edit-surface.ts'
import type { StatementLine, TextProblem } from '../../../editor/statement-line.ts'
import { useFormat } from '../../../i18n/format.ts'
import { undoFileName } from '../groups.ts'
import { useLastRun } from '../last-run.ts'
import { align } from './align.ts'
import { placeFindings, type PlacedFinding } from './findings.ts'
import { traceLines } from './trace-lines.ts'
import { migrationIn, usePreview, type PreviewView } from './use-preview.ts'
import { useText, type EditedText } from './use-text.ts'

/** Everything that the panes of one migration share. */
export interface EditorModel {
  environment: Environment
  status: Status
  row: MigrationRow
  sql: EditedText
  undo: EditedText
  view: PreviewView
  /** Of the newest preview; undefined: it is in none. */
  migration: PreviewedMigration | undefined
  /** The text is the one that was previewed. */
  fresh: boolean
  statements: readonly ScriptStatement[]
  lines: readonly StatementLine[]
  problem: TextProblem | undefined
  findings: readonly PlacedFinding[]
  editor: RefObject<EditHandle | null>
}

export function useEditor(environment: Environment, status: Status, row: MigrationRow): EditorModel {
  const view = usePreview(environment)
  const migration = migrationIn(view.preview, row.script)
  const sql = useText(environment.id, row.script, true)
  const undo = useText(environment.id, row.undoScript ?? undoFileName(row.script), row.undoScript !== null, migration?.undo.sql)
  const editor = useRef<EditHandle>(null)
  const text = sql.text ?? ''
  const statements = useMemo(() => splitScript(text).statements, [text])
  const checksum = useMemo(() => flywayChecksum(text), [text])
  const fresh = migration === undefined || migration.checksum === checksum
  const lines = useLines(environment, statements, migration, fresh)
  const before = previewedText(view, sql, migration, fresh)
  const findings = useMemo(() => placeFindings(findingsIn(view.preview?.findings ?? [], row.script), before, text), [view.preview, row.script, before, text])
  const lastRun = useLastRun(environment, row.script).problem
  const problem = useMemo(() => (fresh ? (problemOf(migration) ?? (sql.edited ? undefined : lastRun)) : undefined), [fresh, migration, sql.edited, lastRun])
  return { environment, status, row, sql, undo, view, migration, fresh, statements, lines, problem, findings, editor }
}

function useLines(environment: Environment, statements: readonly ScriptStatement[], migration: PreviewedMigration | undefined, fresh: boolean): StatementLine[] {
  const { t } = useTranslation('preview')
  const format = useFormat()
  return useMemo(() => {
    if (!migration || migration.outcome === 'not_run') return statements.map(({ number, line, command }) => ({ line, tone: 'plain', title: `${number} ${command}`, facts: migration ? [t('line.notReached')] : [] }))
    return traceLines(align(statements, migration.statements), { fresh, transactional: migration.transactional }, { t, format, schema: environment.schema })
  }, [migration, statements, fresh, t, format, environment.schema])
}

/** The text that was traced, where it is still known. */
function previewedText({ run }: PreviewView, { script, origin, text }: EditedText, migration: PreviewedMigration | undefined, fresh: boolean): string | undefined {
  if (!migration) return undefined
  const candidates = [fresh ? text : undefined, run?.texts[script], origin.opened ?? undefined]
  return candidates.find((candidate) => candidate !== undefined && flywayChecksum(candidate) === migration.checksum)
}

function problemOf(migration: PreviewedMigration | undefined): TextProblem | undefined {
  const error = migration?.error
  if (!error?.where?.line) return undefined
  const { line, column } = error.where
  return { line, ...(column !== undefined && { column }), message: error.pg ? [`${error.pg.sqlstate}  ${error.pg.message}`, error.pg.detail, error.pg.hint].filter(Boolean).join('\n') : error.message }
}
