import { expect, test } from 'vitest'
import type { Fact, Json } from '../../schema/fact.ts'
import type { At } from '../../schema/kind.ts'
import { Snapshot } from '../../schema/snapshot.ts'
import { alter } from './ddl.ts'

const head = { database: 'd', serverVersion: '15.0', serverVersionNum: 150_000, takenAt: '2026-01-01T00:00:00.000Z', schemas: null, gaps: [] }
const none = new Snapshot(head, [], [])
const at = (version: number): At => ({ here: none, there: none, version, apart: new Set(), rebuilt: () => false })
const trigger = (data: Record<string, Json>): Fact => ({
  id: 'trigger:public.t.tr',
  kind: 'trigger',
  path: ['public', 't', 'tr'],
  parent: 'table:public.t',
  data: { event: 'AFTER INSERT', action: 'FOR EACH ROW EXECUTE FUNCTION public.f()', ...data },
})

test('a trigger is replaced from PostgreSQL 14 on, and created anew before', () => {
  const after = trigger({ event: 'AFTER DELETE' })
  expect(alter(trigger({}), after, at(140_000))?.[0]?.sql).toBe(
    'CREATE OR REPLACE TRIGGER tr AFTER DELETE ON public.t FOR EACH ROW EXECUTE FUNCTION public.f()',
  )
  expect(alter(trigger({}), after, at(130_000))).toBeNull()
})

test('a constraint trigger is never replaced', () => {
  expect(alter(trigger({ constraint: true }), trigger({ constraint: true, event: 'AFTER DELETE' }), at(180_000))).toBeNull()
})

test('a replaced trigger is disabled again, because replacing enables it', () => {
  const [before, after] = [trigger({ enabled: 'disabled' }), trigger({ enabled: 'disabled', event: 'AFTER DELETE' })]
  expect(alter(before, after, at(150_000))?.map((draft) => draft.sql)[1]).toBe('ALTER TABLE public.t DISABLE TRIGGER tr')
})

test('a state alone is altered', () => {
  expect(alter(trigger({ enabled: 'always' }), trigger({}), at(130_000))?.map((draft) => draft.sql)).toEqual(['ALTER TABLE public.t ENABLE TRIGGER tr'])
})
