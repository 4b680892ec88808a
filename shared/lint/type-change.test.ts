import { expect, test } from 'vitest'
import { typeChange } from './type-change.ts'

test.each([
  ['integer', 'bigint', 'rewrite'],
  ['character varying(20)', 'character varying(40)', 'free'],
  ['character varying(40)', 'character varying(20)', 'rewrite'],
  ['character varying(20)', 'character varying', 'free'],
  ['character varying', 'character varying(20)', 'rewrite'],
  ['character varying(20)', 'text', 'free'],
  ['text', 'character varying', 'free'],
  ['text', 'character varying(20)', 'rewrite'],
  ['character(3)', 'text', 'rewrite'],
  ['character(3)', 'character(5)', 'rewrite'],
  ['numeric(10,2)', 'numeric(12,2)', 'free'],
  ['numeric(10,2)', 'numeric(12,3)', 'rewrite'],
  ['numeric(10,2)', 'numeric', 'free'],
  ['numeric', 'numeric(10,2)', 'rewrite'],
  ['timestamp(3) without time zone', 'timestamp(6) without time zone', 'free'],
  ['timestamp without time zone', 'timestamp(3) without time zone', 'rewrite'],
  ['timestamp without time zone', 'timestamp with time zone', 'zone'],
  ['cidr', 'inet', 'free'],
  ['inet', 'cidr', 'rewrite'],
  ['integer[]', 'bigint[]', 'rewrite'],
  [undefined, 'bigint', 'unknown'],
] as const)('%s to %s: %s', (from, to, change) => {
  expect(typeChange(from, to)).toBe(change)
})
