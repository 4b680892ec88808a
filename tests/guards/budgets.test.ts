import ts from 'typescript'
import { expect, test } from 'vitest'
import { isTest, linesOf, parse, readSource, sourceFiles, visit } from './sources.ts'

const limits = { file: 400, function: 60, component: 200 }

/** Exceptions, each with its reason; an entry that is no longer needed fails the test too. */
const exceptions: Readonly<Record<string, string>> = {}

function nameOf(node: ts.Node): string {
  const parent = node.parent
  if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name) return node.name.getText()
  if (parent && (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent))) return parent.name.getText()
  return 'function'
}

function overBudget(path: string): string[] {
  const over: string[] = []
  const lines = readSource(path).split('\n').length - 1
  if (lines > limits.file) over.push(`${path}: ${lines} lines`)
  if (isTest(path)) return over
  const file = parse(path)
  visit(file, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return
    const name = nameOf(node)
    const isComponent = path.endsWith('.tsx') && /^[A-Z]/.test(name)
    const length = linesOf(file, node)
    if (length > (isComponent ? limits.component : limits.function)) over.push(`${path}: ${name} has ${length} lines`)
  })
  return over
}

test('files, functions and components keep to their budgets', () => {
  const over = sourceFiles().flatMap(overBudget)
  const excused = over.filter((line) => Object.keys(exceptions).some((key) => line.startsWith(key)))
  expect(over.filter((line) => !excused.includes(line))).toEqual([])
  expect(Object.keys(exceptions).filter((key) => !over.some((line) => line.startsWith(key)))).toEqual([])
})

test('file names are kebab-case', () => {
  const odd = sourceFiles().filter((path) => !/^[a-z0-9]+([.-][a-z0-9]+)*\.tsx?$/.test(path.split('/').at(-1) ?? ''))
  expect(odd).toEqual([])
})
