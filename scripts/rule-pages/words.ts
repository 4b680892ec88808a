import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rule } from '#shared/lint/rule.ts'

interface Words {
  title: string
  danger: string
  safe: string
}

const file = join(import.meta.dirname, '../../renderer/i18n/en/rules.json')

/** The English words of the window: danger and safe way from the rules, titles as they stand; a new rule gets its name as a title until somebody writes one. */
export function writeWords(rules: readonly Rule[]): void {
  const old = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Words | undefined>
  const lines = rules.map(({ name, danger, safe }) => `  ${JSON.stringify(name)}: { "title": ${JSON.stringify(old[name]?.title ?? name)}, "danger": ${JSON.stringify(danger)}, "safe": ${JSON.stringify(safe)} }`)
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`)
}
