import { expect, test } from 'vitest'
import type { Destruction, Proof } from '../contract/preview.ts'
import { traced } from './testing/traced.ts'
import { verdictOf } from './verdict.ts'

type Judged = Parameters<typeof verdictOf>[0][number]

const migration = (change: Partial<Judged> = {}): Judged => ({ outcome: 'ran', statements: [traced({})], transactional: true, destroys: [], proof: null, ...change })
const drop: Destruction = { statement: 1, line: 1, kind: 'drop_table', relation: 'public.orders', columns: [], rows: 10, bytes: 100, ways: ['discard', 'archive'], chosen: 'discard', problem: null }
const proof = (status: Proof['status'], weak: Proof['weak'] = []) => ({ status, weak }) as Proof
const locked = (high: number) => [traced({ locks: [{ mode: 'ACCESS EXCLUSIVE', relation: 'public.orders', kind: 'table', isNew: false, how: 'measured' }], onTarget: { rows: 1, bytes: 1, walBytes: 1, seconds: { low: 0, high }, basis: '' } })]

test.each<[string, Judged, readonly { severity: 'error' | 'warning' | 'info' }[]]>([
  ['safe', migration(), [{ severity: 'info' }]],
  ['careful', migration(), [{ severity: 'warning' }]],
  ['dangerous', migration(), [{ severity: 'error' }]],
  ['failed', migration({ outcome: 'failed' }), []],
  ['failed', migration({ outcome: 'not_run' }), []],
  ['safe', migration({ statements: locked(0.2) }), []],
  ['careful', migration({ statements: locked(2) }), []],
  ['dangerous', migration({ statements: locked(20) }), []],
  ['dangerous', migration({ destroys: [drop] }), []],
  ['safe', migration({ destroys: [{ ...drop, rows: 0 }] }), []],
  ['safe', migration({ destroys: [{ ...drop, chosen: 'archive' }] }), []],
  ['safe', migration({ destroys: [drop], proof: proof('proved') }), []],
  ['dangerous', migration({ destroys: [drop], proof: proof('proved', [{ code: 'no-rows', severity: 'info', message: '' }]) }), []],
  ['dangerous', migration({ destroys: [drop], proof: proof('schema_only') }), []],
  ['careful', migration({ destroys: [{ ...drop, kind: 'update' }] }), []],
  ['careful', migration({ proof: proof('differs') }), []],
  ['careful', migration({ statements: [traced({ outcome: 'skipped' })] }), []],
])('a batch is %s (case %#)', (verdict, judged, findings) => expect(verdictOf([judged], findings)).toBe(verdict))
