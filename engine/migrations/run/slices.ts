import type { ScriptStatement } from '#shared/sql/split.ts'

/** Statements that are sent together, or one COPY with its rows. */
export type Slice = { copy: ScriptStatement } | { statements: ScriptStatement[] }

const mostStatements = 500
const mostCharacters = 1024 * 1024

/**
 * Cuts a script into what is sent in one go, so that a large file does not have to fit into the buffers of the connection. The first
 * and the last slice hold statements, perhaps none: BEGIN is put before the one and COMMIT after the other.
 */
export function slices(statements: readonly ScriptStatement[]): Slice[] {
  let open: ScriptStatement[] = []
  const result: Slice[] = [{ statements: open }]
  let characters = 0
  for (const statement of statements) {
    if (statement.copyData) {
      open = []
      characters = 0
      result.push({ copy: statement }, { statements: open })
      continue
    }
    if (open.length > 0 && (open.length >= mostStatements || characters + statement.text.length > mostCharacters)) {
      open = []
      characters = 0
      result.push({ statements: open })
    }
    open.push(statement)
    characters += statement.text.length
  }
  return result
}
