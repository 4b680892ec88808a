import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import { asAppError } from '#shared/contract/client.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { createRouter } from '#engine/operations/dispatch.ts'
import { scenarios, type Scenario, type Transcript } from './scenarios.ts'
import { transports, type Connect } from './transports.ts'
import { createWorld, plantedSecret } from './world.ts'

const migrations = {
  'V1__goods.sql': "CREATE TABLE goods (name text PRIMARY KEY);\nINSERT INTO goods VALUES ('bread'), ('茶');\n",
  'V2__slow.sql': 'SELECT pg_sleep(300);\n',
}

/** Plays a scenario over one transport in a world of its own. */
async function play(scenario: Scenario, connect: Connect): Promise<Transcript> {
  const world = await createWorld(migrations)
  const connection = await connect(world.router)
  try {
    const transcript = await scenario(connection.client, world)
    expect(JSON.stringify(transcript)).not.toContain(plantedSecret)
    expect(world.log.join('\n')).not.toContain(plantedSecret)
    expect(world.stored()).not.toContain(Buffer.from(plantedSecret).toString('latin1'))
    return sameEverywhere(transcript, { [world.database.name]: '<database>', [world.folder]: '<folder>' }) as Transcript
  } finally {
    await connection.close()
    await world.close()
  }
}

/** Ids, times and names of throw-away things differ from run to run; everything else must not. */
function sameEverywhere(transcript: Transcript, names: Record<string, string>): unknown {
  let text = JSON.stringify(transcript)
  for (const [name, stand] of Object.entries(names)) text = text.replaceAll(name, stand)
  text = text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
  return JSON.parse(text, (key, value: unknown) => (key === 'ref' || key === 'ms' ? `<${key}>` : value))
}

const [[, inProcess], ...others] = Object.entries(transports) as [[string, Connect], ...[string, Connect][]]

describe.each(Object.entries(scenarios))('%s', (_name, scenario) => {
  test(`the same in process and over ${others.map(([name]) => name).join(', ')}`, async () => {
    const expected = await play(scenario, inProcess)
    expect(Object.keys(expected).length).toBeGreaterThan(0)
    for (const [name, connect] of others) expect({ over: name, ...(await play(scenario, connect)) }).toEqual({ over: name, ...expected })
  })
})

test.each(Object.entries(transports))('a stream that fails half-way ends with the one error: %s', async (_name, connect) => {
  const world = await createWorld()
  const event = { seq: 1, at: new Date().toISOString(), type: 'log' as const, log: { level: 'info' as const, text: 'first' } }
  const watch = async function* () {
    yield event
    throw new AppError('store_unusable', { problem: 'the disk is gone' })
  }
  const handlers = allOperations(world.engine)
  const connection = await connect(createRouter({ ...handlers, jobs: { ...handlers.jobs, watch } }))
  try {
    const seen: unknown[] = []
    const following = (async () => {
      for await (const next of await connection.client.jobs.watch({ jobId: 'any' })) seen.push(next)
    })()
    const error = asAppError(await following.catch((thrown: unknown) => thrown))
    expect(seen).toEqual([event])
    expect(error.data).toMatchObject({ code: 'store_unusable', message: 'The store cannot be used: the disk is gone' })
  } finally {
    await connection.close()
    await world.close()
  }
})

describe('the transcript itself', () => {
  const transcript = (name: keyof typeof scenarios) => play(scenarios[name] as Scenario, inProcess)

  test('errors carry code, words, place and a next step', async () => {
    const errors = await transcript('what cannot be done is said in one shape')
    expect(errors).toMatchObject({
      twice: { code: 'already_exists' },
      badPort: { code: 'bad_request', where: { field: 'connection.port' } },
      badClass: { code: 'bad_request', where: { field: 'class' } },
      badLimit: { code: 'bad_request', where: { field: 'limit' } },
      noEnvironment: { code: 'not_found', message: 'There is no environment named "nobody".' },
      noJob: { code: 'not_found' }, noStream: { code: 'not_found' }, noDialog: { code: 'not_allowed' }, noVersion: { code: 'version_unknown' },
    })
    for (const error of Object.values(errors)) expect(error).toMatchObject({ message: expect.stringMatching(/^[A-Z]/), help: expect.any(String), ref: '<ref>' })
  })

  test('a cancelled job says so and leaves nothing running', async () => {
    expect(await transcript('a job outlives its watcher, and cancel reaches the server')).toMatchObject({
      meanwhile: { state: 'running' }, states: ['running', 'cancelling', 'cancelled'], job: { state: 'cancelled', error: { code: 'cancelled' } }, sleeping: [{ n: 0 }],
    })
  })

  test('a doctor succeeds step by step', async () => {
    expect(await transcript('a job is followed to its end and replayed from any event on')).toMatchObject({ numbers: true, replay: true, job: { state: 'succeeded' } })
  })
})
