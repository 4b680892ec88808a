import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Status } from '#shared/contract/migrations.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { sampleBinaries } from '#engine/sample/sample-binaries.ts'
import { sampleFolders } from '#engine/sample/sample-folders.ts'
import { root, Shell, type Started } from '../cli/strata.ts'

describe.skipIf(!sampleBinaries(root))('The sample in a data folder of its own', () => {
  let shell: Shell
  let running: Started | undefined
  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await shell.run(...args, '--json')
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout) as T
  }
  const version = async (env: string) => (await json<Status>('status', '--env', env)).version
  const open = async (...args: string[]) => {
    running = shell.start(['sample', ...args])
    await running.said('Ctrl-C ends it.')
  }
  const end = async (signal: NodeJS.Signals) => {
    running?.child.kill(signal)
    await running?.ended
    running = undefined
  }
  beforeAll(async () => {
    shell = await new Shell().withKeyFile()
  })
  afterAll(async () => {
    await end('SIGINT')
    rmSync(sampleFolders(shell.home).server, { recursive: true, force: true })
    shell.remove()
  })

  it('has three environments at different versions, and something to tell', async () => {
    await open()
    expect(await Promise.all(['development', 'staging', 'production'].map(version))).toEqual(['16', '13', '11'])
    const { events } = await json<{ events: TimelineEvent[] }>('history')
    const kinds = new Set(events.map(({ env, kind }) => `${env} ${kind}`))
    for (const kind of ['development migration_failed', 'staging migration_undone', 'production migration_applied']) expect(kinds).toContain(kind)
    expect((await json<Status>('status', '--env', 'development')).pending).toBe(0)
  })

  it('is shared by a second Strata, which leaves it running', async () => {
    expect((await shell.run('sample', '--reset', '--quiet')).stderr).toContain('in use by another Strata')
    expect(await version('staging')).toBe('13')
    expect(running?.child.exitCode).toBeNull()
  })

  it('starts on demand when it is down, keeps what was done in it, and is down again afterwards', async () => {
    await end('SIGINT')
    expect((await shell.run('migrate', '--env', 'development', '--no-backup', '--quiet')).stdout).toContain('Nothing to do')
    expect((await shell.run('undo', '--env', 'development', '--no-backup', '--quiet')).code).toBe(0)
    expect(await version('development')).toBe('15')
    expect(existsSync(join(sampleFolders(shell.home).server, 'data/postmaster.pid'))).toBe(false)
  })

  it('comes back after its Strata was killed, with what was committed', async () => {
    await open()
    await end('SIGKILL')
    expect(existsSync(join(sampleFolders(shell.home).server, 'data/postmaster.pid'))).toBe(true)
    expect(await version('development')).toBe('15')
  })

  it('comes back with a new password where the vault has lost the old one', async () => {
    rmSync(join(shell.home, 'vault.json'))
    await shell.withKeyFile()
    expect(await version('development')).toBe('15')
  })

  it('is as on the first day after a reset', async () => {
    await open('--reset')
    expect(await version('development')).toBe('16')
    expect((await json<{ environments: unknown[] }>('env', 'list')).environments).toHaveLength(3)
  })
})
