/** Goes back to a version in a process of its own, so that a test can kill it: data folder, environment and version are the arguments. */
import { createEngine } from '#engine/create-engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'

const [dataFolder = '', env = '', version = ''] = process.argv.slice(2)
const engine = createEngine({ host: 'shell', version: '0.0.0', dataFolder, vault: new MemoryVault() })
const { jobId } = await allOperations(engine).rollback.run({ env, version, endSessions: false }, {})
const { state } = await engine.jobs.ended(jobId)
console.log(state)
await engine.close()
