import { expect, test } from 'vitest'
import type { Difference } from '#shared/contract/compare.ts'
import { effectObjects } from './effect-objects.ts'

const difference = (id: string, under: string, change: Difference['change'], noise: Difference['noise'] = 'none'): Difference => ({
  id, under, change, noise, attributes: [], ref: { id, kind: id.slice(0, id.search(/[:@]/)), schema: 'public', name: id.split('.').at(-1) ?? '' },
})

test('parts stand under their object, tables before views, and noise is only counted', () => {
  const found = effectObjects([
    difference('view:public.revenue', 'view:public.revenue', 'changed'), difference('column:public.orders.total', 'table:public.orders', 'changed'), difference('constraint:public.orders.positive', 'table:public.orders', 'added'),
    difference('privilege:a@table:public.orders', 'table:public.orders', 'added', 'privilege'),
  ])
  expect(found.objects.map(({ name, change, parts }) => [name, change, parts.length])).toEqual([['orders', 'changed', 2], ['revenue', 'changed', 0]])
  expect([found.folded, found.counts]).toEqual([1, { added: 1, changed: 2, removed: 0 }])
})

test('where nothing but noise differs it is shown', () => {
  const found = effectObjects([difference('owner@table:public.orders', 'table:public.orders', 'changed', 'owner')])
  expect([found.objects.length, found.folded]).toEqual([1, 0])
})
