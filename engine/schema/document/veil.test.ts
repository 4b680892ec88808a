import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readHidingRules } from './hiding-rules.ts'
import { isLike } from './name-pattern.ts'
import { Veil } from './veil.ts'

const rules = readHidingRules(undefined)
const veil = new Veil({ rules, definitions: true, mayDefine: true })
const hidden = { hidden: 'pattern' }

test.each([
  ["'hunter2'::text", 'password'],
  ["'abc'::text", 'api_key'],
  ["set_config('app.api_token', 'abc', false)", undefined],
  ["((secret)::text = ANY (ARRAY['a'::text, 'b'::text]))", undefined],
  ['SELECT $$abc$$ INTO api_key', undefined],
  ["v_password :=\n    'abc'", undefined],
  ["SELECT 'abc'::text AS client_secret", undefined],
  [`'{"apiKey": "abc"}'::jsonb`, undefined],
  ["dblink('host=db password=abc user=u')", undefined],
  ["'postgres://u:abc@db/x'::text", undefined],
  ["crypt(p, gen_salt('bf'))", undefined],
  ["'Bearer abcdefghij'", undefined],
  ["'sk_live_4242'", undefined],
  ["'9f86d081884c7d659a2feaa0c55ad015'::text", undefined],
  ["'dGhpcyBpcyBhIHNlY3JldCB0aGF0IGlzIGxvbmcx'", undefined],
  ["'123e4567-e89b-12d3-a456-426614174000'::uuid", undefined],
])('%s of %s is hidden', (sql, about) => {
  expect(veil.text(sql, about)).toEqual(hidden)
})

test.each([
  ["nextval('app.secret_tokens_id_seq'::regclass)", 'token_id'],
  ['gen_random_uuid()', 'token'],
  ["'new'::text", 'status'],
  ['now()', 'password_changed_at'],
  ["FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00')", undefined],
  ['CHECK ((quantity >= 0))', undefined],
  ["(status = ANY (ARRAY['new'::text, 'paid'::text]))", undefined],
  ['SELECT o.id, o.total FROM public.orders_of_customers_by_month_2026 o', undefined],
])('%s of %s is shown', (sql, about) => {
  expect(veil.text(sql, about)).toBe(sql)
})

test('a private comment is left out from its marker on, and one that tells a password is hidden', () => {
  expect(veil.comment('@private only for us')).toBeNull()
  expect(veil.comment('  -- PRIVATE: x')).toBeNull()
  expect(veil.comment('All orders.\n@private by order of Ann')).toBe('All orders.')
  expect(veil.comment('The token is kept elsewhere')).toEqual(hidden)
  expect(veil.comment('Password: abc')).toEqual(hidden)
  expect(veil.comment('Orders of customers')).toBe('Orders of customers')
})

test('options are hidden by their names and by their values, however deep', () => {
  expect(veil.attributes({ options: { host: 'a', password: 'x', uri: 'https://u:p@h' }, list: ['ok', 'api_key=abc'], gone: { secret: true } })).toEqual({
    gone: hidden, list: ['ok', hidden], options: { host: 'a', password: hidden, uri: hidden },
  })
})

test('bodies are absent unless asked for, and hidden from a role that may not see them', () => {
  expect(new Veil({ rules, definitions: false, mayDefine: true }).body('SELECT 1')).toBeUndefined()
  expect(new Veil({ rules, definitions: true, mayDefine: false }).body('SELECT 1')).toEqual({ hidden: 'role' })
  expect(veil.body('SELECT 1')).toBe('SELECT 1')
})

test('each default pattern takes time in proportion to the text, whatever the text is', () => {
  const nasty = ['a/', 'password ', "'", 'a1', 'a:', '://', 'as password ', 'x'.repeat(64), '"password": ', '= '].map((part) => part.repeat(Math.ceil(200_000 / part.length)))
  for (const text of nasty) veil.text(`${text}!`)
  expect(veil.text('x'.repeat((1 << 20) + 1))).toEqual(hidden)
})

function rulesFile(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'strata-rules-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'rules.json'), content)
  return join(folder, 'rules.json')
}

test('a file adds patterns and markers, or puts its own in place of the defaults', () => {
  const own = new Veil({ rules: readHidingRules(rulesFile('{"hide": ["ACME-\\\\d+"], "privateMarkers": ["#intern"]}')), definitions: true, mayDefine: true })
  expect([own.text("'acme-12'"), own.text("'x'", 'password'), own.comment('#intern x'), own.comment('@private x')]).toEqual([hidden, hidden, null, '@private x'])
  const alone = new Veil({ rules: readHidingRules(rulesFile('{"hide": [], "defaults": false}')), definitions: true, mayDefine: true })
  expect(alone.text("'x'", 'password')).toBe("'x'")
})

test.each([['no JSON', '{'], ['a pattern that is none', '{"hide": ["("]}'], ['an unknown word', '{"hidden": []}']])('a file with %s hides nothing by mistake: it is an error', (_, content) => {
  const file = rulesFile(content)
  expect(() => readHidingRules(file)).toThrow(expect.objectContaining({ code: 'file_unreadable' }))
})

test.each([
  ['orders', 'ord*', true], ['orders', '*s', true], ['orders', 'o?ders', true], ['orders', 'order', false], ['public.orders', 'public.*', true], ['orders', '*', true], ['', '*', true], ['aab', 'a*ab', true],
  ['a'.repeat(2000), `${'*a'.repeat(90)}b`, false],
])('%s is like %s: %s', (name, pattern, like) => {
  expect(isLike(name, pattern)).toBe(like)
})
