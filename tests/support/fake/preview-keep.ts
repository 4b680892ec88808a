import { AppError } from '#shared/contract/app-error.ts'
import type { KeepWay } from '#shared/contract/preview.ts'
import { splitScript } from '#shared/sql/split.ts'

const mark = /-- Kept by Strata[\s\S]*?-- end of what is kept\n\n/

/** Writes what becomes of destroyed data the way the engine does: plain SQL between two comments. */
export function keepIn({ text, undo, statement, way }: { text: string; undo: string | null; statement: number; way: KeepWay }): { text: string; undo: string | null; notes: string[] } {
  const bareText = text.replace(mark, '')
  const bareUndo = undo?.replace(mark, '') ?? null
  if (way === 'discard') return { text: bareText, undo: bareUndo, notes: ['Nothing is kept.'] }
  if (way === 'rename') {
    if (!/DROP COLUMN/.test(text)) throw new AppError('bad_request', { problem: 'only a table or a column can be renamed aside' })
    return { text: bareText.replace(/DROP COLUMN (\w+)/, 'RENAME COLUMN $1 TO $1_strata_old'), undo: 'ALTER TABLE products RENAME COLUMN sku_strata_old TO sku;\n', notes: [] }
  }
  const of = splitScript(bareText).statements[statement - (mark.test(text) ? 2 : 1)] ?? splitScript(bareText).statements.at(-1)
  const [table, column] = /products/.test(of?.text ?? '') ? ['products', 'sku'] : ['orders', 'total']
  const archive = `strata_archive.${table}_${column}`
  const forward = `-- Kept by Strata: what the next statement destroys\nCREATE TABLE ${archive} AS\n  SELECT id, ${column} FROM ${table};\n-- end of what is kept\n\n`
  const back = `-- Kept by Strata: puts ${table}.${column} back\nUPDATE ${table} SET ${column} = kept.${column}\n  FROM ${archive} AS kept WHERE kept.id = ${table}.id;\n-- end of what is kept\n\n`
  const at = of?.start ?? 0
  return { text: bareText.slice(0, at) + forward + bareText.slice(at), undo: (bareUndo ?? '') + `\n${back}`, notes: [`Archive ${archive} expires after 90 days.`] }
}
