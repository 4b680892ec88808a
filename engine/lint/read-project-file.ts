import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { AppError } from '#shared/contract/app-error.ts'
import { projectFileSchema, type ProjectFile } from '#shared/lint/policy.ts'
import { rules } from '#shared/lint/rules/index.ts'

export const projectFileName = 'strata.yaml'
/** A file of settings is small; an alias bomb is not. */
const mostBytes = 1_000_000
const mostAliases = 100

/** `strata.yaml` of a migrations folder, or of one above it up to the repository's root; the defaults where there is none. Throws `bad_request` with file, line and field. */
export async function readProjectFile(migrationsFolder: string): Promise<ProjectFile> {
  const file = projectFileOf(migrationsFolder)
  if (file === undefined) return projectFileSchema.parse({})
  return parseProjectFile(file, await textOf(file))
}

/** Path of the file that counts for a migrations folder. */
export function projectFileOf(migrationsFolder: string): string | undefined {
  if (migrationsFolder === '') return undefined
  for (let folder = resolve(migrationsFolder); ; folder = dirname(folder)) {
    const file = join(folder, projectFileName)
    if (existsSync(file)) return file
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined
  }
}

async function textOf(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    if (bytes.length > mostBytes) throw problemAt(file, `it has more than ${mostBytes.toLocaleString('en-US')} bytes`)
    return bytes.toString('utf8')
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    throw problemAt(file, `it cannot be read (${(thrown as NodeJS.ErrnoException).code ?? 'unknown reason'})`)
  }
}

/** The settings in a text. Throws `bad_request`. */
export function parseProjectFile(file: string, text: string): ProjectFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error) throw problemAt(file, error.message, lines.linePos(error.pos[0]))
  const place = (path: readonly PropertyKey[]) => placeIn(document, lines, path)
  const result = projectFileSchema.safeParse(valueOf(file, document) ?? {})
  const [issue] = result.error?.issues ?? []
  if (issue) {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
    throw problemAt(file, `${path.join('.') || 'the file'}: ${wordsOf(issue)}`, place(path), path.join('.'))
  }
  const settings = result.data ?? projectFileSchema.parse({})
  const unknown = ruleNames(settings).find(({ name }) => !rules.some((rule) => rule.id === name || rule.name === name))
  if (unknown) throw problemAt(file, `${unknown.path.join('.')}: there is no rule of that id or name`, place(unknown.path), unknown.path.join('.'))
  return settings
}

function valueOf(file: string, document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (thrown) {
    throw problemAt(file, thrown instanceof Error ? thrown.message : 'it cannot be resolved')
  }
}

function wordsOf({ code, message }: { code?: string; message: string }): string {
  return code === 'unrecognized_keys' ? 'there is no setting of that name' : message
}

function ruleNames({ lint }: ProjectFile): { path: string[]; name: string }[] {
  const ofClasses = Object.entries(lint.classes).flatMap(([name, one]) => Object.keys(one?.rules ?? {}).map((rule) => ({ path: ['lint', 'classes', name, 'rules', rule], name: rule })))
  return [...Object.keys(lint.rules).map((name) => ({ path: ['lint', 'rules', name], name })), ...ofClasses]
}

/** Of the innermost key of a path that the file has. */
function placeIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]): { line: number; col: number } | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const key = isMap(parent) ? parent.items.map((pair) => pair.key).find((one) => isScalar(one) && String(one.value) === String(path[length - 1])) : document.getIn(path.slice(0, length), true)
    if (isNode(key) && key.range) return lines.linePos(key.range[0])
  }
  return undefined
}

function problemAt(file: string, problem: string, at?: { line: number; col: number }, field?: string): AppError {
  const where = { file, ...(at && { line: at.line, column: at.col }), ...(field !== undefined && field !== '' && { field }) }
  return new AppError('bad_request', { problem: `${projectFileName}${at ? `, line ${at.line}` : ''}: ${problem}` }, { where, help: `Correct ${file} and try again.` })
}
