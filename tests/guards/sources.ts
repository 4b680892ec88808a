import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'

export const root = join(import.meta.dirname, '../..')
const rooms = ['shared', 'engine', 'electron', 'server', 'cli', 'renderer', 'scripts', 'bench', 'tests']

/** Every TypeScript source of the product and its tests, by path relative to the root, with forward slashes. */
export function sourceFiles(within: readonly string[] = rooms): string[] {
  return within.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
  )
}

export const isTest = (path: string) => path.startsWith('tests/') || /\.(test|spec)\.tsx?$/.test(path)

export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function parse(path: string): ts.SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(path, readSource(path), ts.ScriptTarget.Latest, true, kind)
}

export function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => visit(child, see))
}

/** Lines of a node, its own comments not counted. */
export function linesOf(file: ts.SourceFile, node: ts.Node): number {
  const first = file.getLineAndCharacterOfPosition(node.getStart(file)).line
  return file.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1
}
