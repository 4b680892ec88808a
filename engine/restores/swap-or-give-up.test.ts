import pg from 'pg'
import { expect, test } from 'vitest'
import type { Desk } from './desk.ts'
import type { SwapMark } from './marks.ts'
import { swapOrGiveUp } from './swap-or-give-up.ts'

test('a session that is ended before the swap begins is told as it is, and not as an error inside Strata', async () => {
  const ended = Object.assign(new pg.DatabaseError('terminating connection due to administrator command', 0, 'error'), { code: '57P01' })
  const desk = { client: { query: () => Promise.reject(ended) }, signal: new AbortController().signal, database: 'shop' } as unknown as Desk
  await expect(swapOrGiveUp(desk, { id: 'a', database: 'shop' } as SwapMark, true)).rejects.toBe(ended)
})
