import { expect, test } from 'vitest'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { preview, migration, proof, statement } from '../../tests/support/preview-fixture.ts'
import { gitlab } from './gitlab.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { exitOf, type Report } from './report.ts'
import { sarif } from './sarif.ts'
import { renderReport } from '../render/preview.ts'
import { paint } from '../render/look.ts'

const finding: Diagnostic = {
  code: 'alter-type-rewrite', rule: 'S108', severity: 'warning', message: 'The table "orders" is rewritten & locked.', help: 'Add a new column.',
  where: { file: 'V16__totals.sql', line: 2, column: 3, statement: 1, caret: '2 | ALTER TABLE orders\n      ^' },
  fix: { title: 'Rewrite it', edits: [{ start: 4, end: 8, text: 'x' }], newFiles: [], verified: true },
}

function report(change: Partial<Report> = {}): Report {
  return { command: 'preview', env: 'staging', folder: 'db/migrations', files: 1, findings: [finding], preview: preview({ migrations: [migration()] }), ...change }
}

const look = { paint: paint(false), width: 160 }

test('SARIF names the rule, the place from the folder of the pipeline, and the fix', () => {
  const log = JSON.parse(sarif(report(), '0.1.0')) as { version: string; runs: [{ tool: { driver: { rules: unknown[] } }; results: Record<string, unknown>[] }] }
  expect(log.version).toBe('2.1.0')
  expect(log.runs[0].tool.driver.rules).toEqual([{ id: 'S108', name: 'alter-type-rewrite', help: { text: 'Add a new column.' }, defaultConfiguration: { level: 'warning' } }])
  expect(log.runs[0].results[0]).toMatchObject({
    ruleId: 'S108', ruleIndex: 0, level: 'warning',
    locations: [{ physicalLocation: { artifactLocation: { uri: 'db/migrations/V16__totals.sql' }, region: { startLine: 2, startColumn: 3 } } }],
    fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: { charOffset: 4, charLength: 4 }, insertedContent: { text: 'x' } }] }] }],
  })
})

test("GitLab's report has a fingerprint for each issue that does not move with the lines above", () => {
  const moved = { ...finding, where: { ...finding.where, line: 9, caret: '9 | ALTER TABLE orders\n      ^' } }
  const prints = (findings: Diagnostic[]) => (JSON.parse(gitlab(report({ findings }))) as { fingerprint: string }[]).map(({ fingerprint }) => fingerprint)
  expect(prints([finding])).toEqual(prints([moved]))
  expect(new Set(prints([finding, moved])).size).toBe(2)
})

test('JUnit has a suite for each migration, and text of the server cannot break the XML', () => {
  const text = junit(report({ findings: [{ ...finding, message: 'a <b> "c" & \u0001' }], preview: preview({ migrations: [migration({ proof: proof({ status: 'differs', differences: [{ id: 'x', text: 'default of a<b' }] }) })] }) }))
  expect(text).toContain('<testsuite name="V16__totals.sql" tests="3" failures="2"')
  expect(text).toContain('message="a &lt;b&gt; &quot;c&quot; &amp; \ufffd"')
  expect(text).toContain('default of a&lt;b')
})

test('Markdown of a preview says what each statement does and whether the undo is proved, and of a check by text what was found', () => {
  const text = markdown(report({ preview: preview({ migrations: [migration({ statements: [statement()], proof: proof() })] }) }))
  expect(text).toMatch(/\| \d+ \| \d+ \| ALTER TABLE \| ACCESS EXCLUSIVE on orders \|/)
  expect(text).toContain('Proved: up, down, up again')
  expect(text).toContain('`alter-type-rewrite` line 2:')
  expect(markdown(report({ command: 'lint', preview: null }))).toContain('1 file, 1 finding\n')
})

test('the text says what each statement took and whether the undo is proved', () => {
  const text = renderReport(report({ preview: preview({ migrations: [migration({ statements: [statement()], proof: proof() })] }) }), look)
  expect(text).toContain('ALTER TABLE  ACCESS EXCLUSIVE on public.orders · rewrites public.orders · 12,300,000 rows · about 20.0 s to 1 min 0 s')
  expect(text).toContain('Undo: proved (U16__totals.sql; 3 tables, 120 rows compared)')
  expect(text).toContain('2 | ALTER TABLE orders')
})

const failing: [string, Partial<Report>, Parameters<typeof exitOf>[1], number][] = [
  ['a warning', {}, 'warning', 20],
  ['a warning where only errors count', {}, 'error', 0],
  ['an error', { findings: [{ ...finding, severity: 'error' }] }, 'warning', 21],
  ['what only informs', { findings: [{ ...finding, severity: 'info' }] }, 'warning', 0],
  ['nothing where all counts', { findings: [] }, 'info', 0],
  ['a migration that failed, whatever counts', { preview: preview({ migrations: [migration({ outcome: 'failed' })] }) }, 'never', 8],
  ['an undo that is not proved', { command: 'prove', findings: [], preview: preview({ migrations: [migration({ proof: proof({ status: 'schema_only' }) })] }) }, 'error', 22],
  ['undos that are proved', { command: 'prove', findings: [], preview: preview({ migrations: [migration({ proof: proof() })] }) }, 'info', 0],
]

test.each(failing)('the exit code tells %s', (_, change, threshold, code) => {
  expect(exitOf(report(change), threshold)).toBe(code)
})
