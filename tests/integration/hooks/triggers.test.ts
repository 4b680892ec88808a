import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { DeployActions } from '#engine/hooks/act.ts'
import { TriggerWatch } from '#engine/hooks/trigger-watch.ts'
import { deployActions } from '#engine/operations/deployed.ts'
import { onServer } from '../../support/database.ts'
import { studioWorld } from '../../support/studio-world.ts'

const failing = (thrown: unknown) => expect.unreachable(String(thrown))
const quick = { onTrouble: failing, everyMs: 200, quietMs: 100 }
const patient = { timeout: 20_000 }

test('a NOTIFY migrates once, however many processes hear it and however often it comes; after a lost connection it is heard again', async () => {
  const { engine, operations, environment } = studioWorld()
  const { database } = await environment('dev', '', { files: { 'V1__a.sql': 'CREATE TABLE a (id int);' } })
  await operations.hooks.createTrigger({ env: 'dev', kind: 'listen' }, {})
  await expect(operations.hooks.createTrigger({ env: 'dev', kind: 'listen', channel: 'strata_deployed' }, {})).rejects.toMatchObject({ code: 'already_exists' })
  const watches = [1, 2].map(() => new TriggerWatch(engine, deployActions(engine), quick))
  onTestFinished(() => Promise.all(watches.map((watch) => watch.stop())).then(() => {}))
  const listening = async () => Number((await database.query<{ count: string }>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'strata listen%' AND query = ''"))[0]?.count)
  await expect.poll(listening, patient).toBe(2)
  for (let number = 0; number < 3; number += 1) await database.query(`NOTIFY strata_deployed, '{"version": "2.4.${number}", "by": "ci"}'`)
  await expect.poll(async () => (await operations.hooks.calls({ limit: 10 }, {})).calls, patient).toMatchObject([{ source: 'listen', outcome: 'started', env: 'dev', by: 'ci', text: 'Deployed 2.4.2 by ci' }])
  const jobId = (await operations.hooks.calls({ limit: 1 }, {})).calls[0]?.jobId ?? ''
  expect(await engine.jobs.ended(jobId)).toMatchObject({ state: 'succeeded' })

  await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database.name}' AND application_name LIKE 'strata listen%'`)
  await expect.poll(async () => (await operations.hooks.triggers({}, {})).triggers[0]?.problem, patient).toMatch(/lost|terminat/i)
  await expect.poll(listening, patient).toBe(2)
  await database.query("NOTIFY strata_deployed, '3.0.0'")
  await expect.poll(async () => (await operations.hooks.calls({ limit: 10 }, {})).calls.map(({ text }) => text), patient).toEqual(['Deployed 3.0.0', 'Deployed 2.4.2 by ci'])
  expect((await operations.hooks.triggers({}, {})).triggers[0]).toMatchObject({ problem: null, last: { text: 'Deployed 3.0.0' } })
})

test('files that come into a watched folder are acted on once, also when they came while nobody looked', async () => {
  const { engine, operations, environment, home } = studioWorld()
  await environment('dev', '')
  const folder = join(home, 'drop')
  await expect(operations.hooks.createTrigger({ env: 'dev', kind: 'folder', folder }, {})).rejects.toMatchObject({ code: 'folder_missing' })
  await expect(operations.hooks.createTrigger({ env: 'dev', kind: 'folder', folder: 'drop' }, {})).rejects.toMatchObject({ code: 'folder_missing' })
  mkdirSync(folder)
  writeFileSync(join(folder, 'before.txt'), 'was there')
  const { id } = await operations.hooks.createTrigger({ env: 'dev', kind: 'folder', folder }, {})
  let runs = 0
  const actions: DeployActions = { migrate: async () => ({ jobId: `job-${(runs += 1)}` }), ask: async () => null }
  const both = () => [1, 2].map(() => new TriggerWatch(engine, actions, quick))
  const stop = (watches: TriggerWatch[]) => Promise.all(watches.map((watch) => watch.stop()))
  const first = both()
  await Promise.all(first.map((watch) => watch.look()))
  mkdirSync(join(folder, 'sub'))
  writeFileSync(join(folder, 'sub', 'V2__b.sql'), 'SELECT 1')
  writeFileSync(join(folder, '.hidden'), 'no')
  await expect.poll(() => runs, patient).toBe(1)
  await stop(first)
  writeFileSync(join(folder, 'sub', 'V2__b.sql'), 'SELECT 22')
  const second = both()
  await expect.poll(() => runs, patient).toBe(2)
  await operations.hooks.updateTrigger({ trigger: id, enabled: false }, {})
  writeFileSync(join(folder, 'after.txt'), 'is not seen')
  for (const watch of second) await watch.look()
  await stop(second)
  expect((await operations.hooks.calls({ limit: 10 }, {})).calls).toMatchObject([{ source: 'folder', text: `Files changed in ${folder}`, jobId: 'job-2' }, { jobId: 'job-1' }])
  expect(await operations.hooks.deleteTrigger({ trigger: id }, {})).toEqual({ removed: id })
})
