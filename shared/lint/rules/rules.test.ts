import { describe, expect, test } from 'vitest'
import { findingsOf, lintTexts } from '../../../tests/support/lint.ts'
import { applyEdits } from '../edits.ts'
import { lintPolicySchema } from '../policy.ts'
import { rules } from './index.ts'

/** Rules that cannot tell from the text alone: they need the facts of a schema, its sizes or a trace. */
const needMore = new Set<string>(['S107', 'S115', 'S127', 'S207', 'S208', 'S305', 'S504', 'S610', 'affected-rows-over-limit', 'S803', 'S804'])

test('names are unique, ids and names are in their form', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
  expect(rules.filter(({ id, name }) => !/^S[1-9]\d\d$/.test(id) || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
})

test('what a rule says are sentences', () => {
  const texts = rules.flatMap(({ id, summary, danger, safe }) => [summary, danger, safe].map((text) => `${id}: ${text}`))
  expect(texts.filter((text) => !/: [A-Z"].*\.$/s.test(text))).toEqual([])
})

describe('by the text alone', () => {
  test.each(rules.filter(({ id, name }) => !needMore.has(id) && !needMore.has(name)).map((rule) => [rule.id, rule.name, rule] as const))('%s %s finds its bad example and not its good one', async (_id, _name, rule) => {
    const policy = lintPolicySchema.parse(rule.examples.policy ?? {})
    expect((await findingsOf(rule, rule.examples.bad, { policy })).length).toBeGreaterThan(0)
    expect(await findingsOf(rule, rule.examples.good, { policy })).toEqual([])
  })
})

test('the words of a finding end in a full stop and name no rule', async () => {
  for (const rule of rules) for (const { message } of await findingsOf(rule, rule.examples.bad)) expect(message).toMatch(/\.$/)
})

describe('fixes', () => {
  test.each(rules.filter(({ id, name }) => !needMore.has(id) && !needMore.has(name)).map((rule) => [rule.id, rule.name, rule] as const))('that %s %s offers cure its bad example by the text', async (_id, _name, rule) => {
    for (const finding of await findingsOf(rule, rule.examples.bad)) {
      if (!finding.fix) continue
      const texts = [applyEdits(rule.examples.bad, finding.fix.edits), ...finding.fix.newFiles.map(({ text }) => text)]
      const { findings } = await lintTexts(texts, { rules: [rule] })
      expect(findings.map(({ rule: id, message }) => `${id} ${message} ${texts.join(' | ')}`)).toEqual([])
    }
  })
})

const cured: readonly (readonly [string, string, ...string[]])[] = [
  ['S101', 'SELECT 1;\nCREATE UNIQUE INDEX i ON t (a); -- why\nSELECT 2;', 'SELECT 1;\n -- why\nSELECT 2;', 'CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);\n'],
  ['S101', 'SELECT 1;\r\nCREATE INDEX i ON t (a);\r\nSELECT 2;', 'SELECT 1;\r\nSELECT 2;', 'CREATE INDEX CONCURRENTLY i ON t (a);\r\n'],
  ['S102', 'drop index if exists i', 'drop index CONCURRENTLY if exists i'],
  ['S103', 'REINDEX (VERBOSE) TABLE s.t;', 'REINDEX (VERBOSE) TABLE CONCURRENTLY s.t;'],
  ['S104', "ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid(), ADD b text DEFAULT 'x, y'", "ALTER TABLE t ADD a uuid, ALTER COLUMN a SET DEFAULT gen_random_uuid(), ADD b text DEFAULT 'x, y'"],
  ['S109', "ALTER TABLE t ALTER a TYPE timestamptz USING a AT TIME ZONE 'UTC';", "SET LOCAL timezone = 'UTC';\nALTER TABLE t ALTER a TYPE timestamptz;"],
  ['S110', 'ALTER TABLE s.t ALTER "A" SET NOT NULL;', 'ALTER TABLE s.t ADD CONSTRAINT "t_A_set" CHECK ("A" IS NOT NULL) NOT VALID;', 'ALTER TABLE s.t VALIDATE CONSTRAINT "t_A_set";\nALTER TABLE s.t ALTER COLUMN "A" SET NOT NULL, DROP CONSTRAINT "t_A_set";\n'],
  ['S111', 'ALTER TABLE t ADD CHECK (a > 0), ADD b int;', 'ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 0) NOT VALID, ADD b int;', 'ALTER TABLE t VALIDATE CONSTRAINT t_a_check;\n'],
  ['S112', 'ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES p ON DELETE CASCADE;', 'ALTER TABLE t ADD CONSTRAINT t_a_b_fkey FOREIGN KEY (a, b) REFERENCES p ON DELETE CASCADE NOT VALID;', 'ALTER TABLE t VALIDATE CONSTRAINT t_a_b_fkey;\n'],
  ['S113', 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, "B") INCLUDE (c) DEFERRABLE;', 'CREATE UNIQUE INDEX CONCURRENTLY u ON t (a, "B") INCLUDE (c);', 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u DEFERRABLE;\n'],
  ['S124', 'ALTER TABLE a ADD b int;\n-- why\nCREATE INDEX i ON c (d);\n', 'ALTER TABLE a ADD b int;\n', '-- why\nCREATE INDEX i ON c (d);\n'],
  ['S125', 'ALTER TABLE t ADD a int;\nALTER TABLE ONLY public.t ADD b int;\nSELECT 1;', 'ALTER TABLE t ADD a int, ADD b int;\nSELECT 1;'],
  ['S401', 'SELECT 1;\nVACUUM t;\nSELECT 2;', 'SELECT 1;\n', 'VACUUM t;\n', 'SELECT 2;'],
  ['S401', 'VACUUM t;\nSELECT 2;', 'VACUUM t;\n', 'SELECT 2;'],
  ['S402', '-- head\nALTER TABLE t ADD a int;', "-- head\nSET LOCAL lock_timeout = '2s';\nALTER TABLE t ADD a int;"],
  ['S404', 'BEGIN;\nSELECT 1;\nCOMMIT;\n', 'SELECT 1;\n'],
  ['S409', 'set role admin;', 'set LOCAL role admin;'],
  ['S411', '\\restrict abc\nSELECT 1;', '\nSELECT 1;'],
]

test.each(cured)('the fix of %s for %j', async (id, text, ...expected) => {
  const rule = rules.find((one) => one.id === id)
  const [finding] = rule ? await findingsOf(rule, text) : []
  expect(finding?.fix && [applyEdits(text, finding.fix.edits), ...finding.fix.newFiles.map((file) => file.text)]).toEqual(expected)
})
