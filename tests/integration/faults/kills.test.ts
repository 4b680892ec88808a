import { expect, test } from 'vitest'
import { runFaults } from '../../faults/run.ts'

/** The short form of `npm run faults`. */
test('after a kill at any moment of backup, restore, migrate, undo or rollback nothing is lost and nothing half-done goes unnoticed', { timeout: 180_000 }, async () => {
  const kills = await runFaults({ kills: 7, seed: 11, rows: 4000, log: () => {} })
  expect(kills.filter(({ faults }) => faults.length > 0)).toEqual([])
  expect(kills.filter(({ hit }) => hit !== null).length).toBeGreaterThan(4)
})
