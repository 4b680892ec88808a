import ts from 'typescript'
import { expect, test } from 'vitest'
import { isTest, parse, sourceFiles, visit } from './sources.ts'

const statement =
  /^\s*(select\s+\S|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|create\s+(table|index|schema|database|type|view|function|unique|or)\b|alter\s+(table|database|type)\s|drop\s+(table|database|index|schema)\s|set\s+(local|session|role|search_path|transaction)\b|with\s+\w+\s+as\s*\(|lock\s+table|begin\s*;|truncate\s)/i

/** A sentence may begin with "Select" or "Create"; SQL is written in one case. */
const isSql = (text: string) => statement.test(text) && /^\s*([a-z]+|[A-Z]+)\b/.test(text)

const allowed = (path: string) => path.endsWith('.sql.ts') || path.startsWith('shared/sql/') || path.startsWith('engine/store/migrations/') || /^shared\/kinds\/[^/]+\/ddl(-[a-z-]+)?\.ts$/.test(path) || path === 'shared/schema/plan-text.ts' || path.startsWith('shared/lint/') || isTest(path) || /^(scripts|bench)\//.test(path)

/** Exceptions, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'shared/contract/examples.ts': 'examples of what a caller sends',
  'engine/backups/restore-errors.ts': 'compares with statements that pg_restore prints',
}

test('SQL text stands only in *.sql.ts files and the migrations of the store', () => {
  const found: string[] = []
  for (const path of sourceFiles().filter((file) => !allowed(file))) {
    const file = parse(path)
    visit(file, (node) => {
      const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text : undefined
      if (text === undefined || !isSql(text)) return
      found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
    })
  }
  expect(found.filter((place) => !Object.keys(exceptions).some((key) => place.startsWith(key)))).toEqual([])
})
