import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes, errorKind } from '#shared/contract/errors.ts'
import { kebab, inputFields } from './commands/fields.ts'
import { shellOperations } from './commands/shell-operations.ts'
import { renderedOperations } from './render/render-output.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/cli.md'), 'utf8')

test('the table of exit codes in docs/cli.md is that of the contract', () => {
  const rows = [...page.matchAll(/^\| (\d+) \| [^|]+ \| ([^|]*)\|$/gm)].map(([, code, errors = '']) => [Number(code), [...errors.matchAll(/`(\w+)`/g)].map(([, name]) => name).toSorted()])
  const codes = [...new Set([0, ...errorCodes.map((code) => errorKind(code).exit)])].toSorted((a, b) => a - b)
  expect(rows).toEqual(codes.map((exit) => [exit, errorCodes.filter((code) => errorKind(code).exit === exit).toSorted()]))
})

test('docs/cli.md names every command, and every option of migrate', () => {
  const operations = shellOperations()
  expect(operations.map(({ words }) => `strata ${words.join(' ')}`).filter((command) => !page.includes(command))).toEqual([])
  const migrate = operations.find(({ name }) => name === 'migrations.apply')
  const flags = (migrate ? inputFields(migrate) : []).map(({ attribute }) => kebab(attribute))
  expect(flags.filter((flag) => !page.includes(`--${flag}`) && !page.includes(`--[no-]${flag}`))).toEqual([])
})

test('every operation of the shell has words for its output', () => {
  expect(shellOperations().map(({ name }) => name).filter((name) => name !== 'jobs.watch' && !renderedOperations.includes(name))).toEqual([])
})
