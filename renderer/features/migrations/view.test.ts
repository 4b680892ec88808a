import { expect, test } from 'vitest'
import { itemOf, viewOf, type View } from './view.ts'

test('every view comes back from its address', () => {
  const views: View[] = [
    { type: 'migration', script: 'shop/V12__a.sql' },
    { type: 'plan', direction: 'up', to: undefined },
    { type: 'plan', direction: 'up', to: '1.2' },
    { type: 'plan', direction: 'down', to: undefined },
    { type: 'plan', direction: 'down', to: '0' },
  ]
  for (const view of views) expect(viewOf(itemOf(view))).toEqual(view)
})
