/**
 * One operation of Strata in a process of its own, so that it can be killed: data folder, operation and its input as JSON are the arguments.
 * Says "begun" when the job starts, "at ..." what it is doing, and how the job ended.
 */
import { createEngine } from '#engine/create-engine.ts'
import { contractClient } from '../../cli/contract-client.ts'

type Start = (input: unknown) => Promise<{ jobId: string }>

const [dataFolder = '', operation = '', input = '{}'] = process.argv.slice(2)
const [area = '', verb = ''] = operation.split('.')
const engine = createEngine({ host: 'shell', version: '0.0.0', dataFolder })
const client = contractClient(engine, (failure) => process.stderr.write(`${failure.message}\n`)) as unknown as Record<string, Record<string, Start>>
const start = client[area]?.[verb]
if (!start) throw new Error(`There is no operation ${operation}`)
process.stdout.write('begun\n')
const { jobId } = await start(JSON.parse(input))
for await (const { progress } of await engine.jobs.watch(jobId)) if (progress?.label) process.stdout.write(`at ${progress.label}\n`)
const { state, error, result } = await engine.jobs.ended(jobId)
process.stdout.write(`${JSON.stringify({ state, error: error && { code: error.code, message: error.message, state: error.state }, result })}\n`)
await engine.close()
process.exit(0)
