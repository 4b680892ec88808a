/**
 * Kills Strata, its client programs, its sessions and the server at random moments of backup, restore, swap, put back, migrate, undo and rollback, and checks after each kill that
 * nothing is lost and nothing half-done goes unnoticed. Usage: npm run faults -- [kills] [seed] [rows] [ACTION ...]. Ends with 1 when a fault was found.
 */
import { runFaults } from '../tests/faults/run.ts'
import { tableOf } from '../tests/faults/table.ts'

const [kills = '200', seed = '5', rows = '60000', ...only] = process.argv.slice(2)
const began = performance.now()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const found = await runFaults({ kills: Number(kills), seed: Number(seed), rows: Number(rows), ...(only.length > 0 && { only }), log: (line) => console.log(line) })
console.log(`\n${tableOf(found)}\n\n${found.filter(({ hit }) => hit !== null).length} kills in ${((performance.now() - began) / 60_000).toFixed(1)} min, seed ${seed}`)
process.exit(found.some(({ faults }) => faults.length > 0) ? 1 : 0)
