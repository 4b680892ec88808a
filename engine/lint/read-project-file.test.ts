import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseProjectFile, readProjectFile } from './read-project-file.ts'

function folders(): { root: string; migrations: string } {
  const root = mkdtempSync(join(tmpdir(), 'strata-project-'))
  const migrations = join(root, 'db', 'migrations')
  mkdirSync(migrations, { recursive: true })
  mkdirSync(join(root, '.git'))
  return { root, migrations }
}

test('without a file the defaults count', async () => {
  const project = await readProjectFile(folders().migrations)
  expect(project).toMatchObject({ categories: [], lint: { rules: {}, limits: { smallTableRows: 10_000 } } })
  expect(await readProjectFile('')).toEqual(project)
})

test('the nearest file above the migrations counts, up to the root of the repository', async () => {
  const { root, migrations } = folders()
  writeFileSync(join(root, 'strata.yaml'), 'lint:\n  rules:\n    S101: error\n')
  expect((await readProjectFile(migrations)).lint.rules).toEqual({ S101: 'error' })
  writeFileSync(join(migrations, 'strata.yaml'), 'lint: { rules: { index-not-concurrent: off } }')
  expect((await readProjectFile(migrations)).lint.rules).toEqual({ 'index-not-concurrent': 'off' })
})

test('a file above the repository does not count', async () => {
  const { root, migrations } = folders()
  mkdirSync(join(migrations, '.git'))
  writeFileSync(join(root, 'strata.yaml'), 'lint: { rules: { S101: error } }')
  expect((await readProjectFile(migrations)).lint.rules).toEqual({})
})

test('an empty file says nothing', () => {
  expect(parseProjectFile('strata.yaml', '# nothing yet\n').lint.requireComments).toBe(false)
})

const wrong: [string, string, object][] = [
  ['a syntax error', 'lint:\n  rules: {', { line: 2 }],
  ['a value of another kind', 'lint:\n  rules:\n    S101: fatal\n', { line: 3, field: 'lint.rules.S101' }],
  ['a setting that does not exist', 'lint:\n  limit:\n    smallTableRows: 5\n', { line: 2, field: 'lint.limit' }],
  ['a rule that does not exist', 'lint:\n  rules:\n    S999: error\n', { line: 3, field: 'lint.rules.S999' }],
  ['a rule of a class that does not exist', 'lint:\n  classes:\n    production:\n      rules: { S999: error }\n', { line: 4, field: 'lint.classes.production.rules.S999' }],
  ['a number below its least', 'lint:\n  limits:\n    indexColumns: 0\n', { line: 3, field: 'lint.limits.indexColumns' }],
  ['a pattern that is none', 'lint:\n  naming:\n    table: "("\n', { line: 3, field: 'lint.naming.table' }],
  ['the same key twice', 'lint: {}\nlint: {}\n', { line: 2 }],
]

test.each(wrong)('%s is told with its place', (_what, text, where) => {
  expect(() => parseProjectFile('/p/strata.yaml', text)).toThrow(expect.objectContaining({ code: 'bad_request', data: expect.objectContaining({ where: expect.objectContaining({ file: '/p/strata.yaml', ...where }) }) }))
})

test('aliases that grow without end are refused', () => {
  const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]', ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)].join('\n')
  expect(() => parseProjectFile('strata.yaml', bomb)).toThrow(expect.objectContaining({ code: 'bad_request' }))
})
