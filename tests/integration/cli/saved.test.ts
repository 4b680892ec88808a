import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import type { LocalServer } from '#engine/postgres/local-server.ts'
import { startServer } from '../../support/own-server.ts'
import { Shell, type Ended } from './strata.ts'

const password = 'plänted-secret-7%'

describe('The shell with saved environments', () => {
  let server: LocalServer & { remove(): Promise<void> }
  let shell: Shell
  const said: Ended[] = []
  const run = async (...args: string[]) => {
    const ended = await shell.run(...args)
    said.push(ended)
    return ended
  }
  beforeAll(async () => {
    server = await startServer({ password })
    shell = await new Shell({ 'V1__a.sql': 'CREATE TABLE a (id int);\n' }).withKeyFile()
  })
  afterAll(async () => {
    shell.remove()
    await server.remove()
  })

  it('takes a password from standard input and uses it from then on', async () => {
    const url = `postgres://postgres@127.0.0.1:${server.port}/postgres?sslmode=disable`
    const added = await shell.start(['env', 'add', 'Shop 店', '--url', url, '--class', 'production', '--password-stdin', '--json'], { input: `${password}\n` }).ended
    said.push(added)
    expect(JSON.parse(added.stdout)).toMatchObject({ name: 'Shop 店', class: 'production', hasPassword: true, migrationsFolder: shell.migrations })
    expect((await run('doctor', '--env', 'shop 店')).stdout).toContain('All is well.')
  })

  it('runs with --yes and --reason, and remembers the run', async () => {
    expect((await run('migrate', '--env', 'Shop 店', '--no-backup')).code).toBe(3)
    expect((await run('migrate', '--env', 'Shop 店', '--no-backup', '--yes', '--reason', 'CHG-1182')).code).toBe(0)
    expect((await run('history', '--env', 'Shop 店')).stdout).toMatch(/migration applied\s+1 a .*CHG-1182/)
    const jobs = JSON.parse((await run('jobs', 'list', '--json')).stdout) as { jobs: { id: string; operation: string }[] }
    const apply = jobs.jobs.find(({ operation }) => operation === 'migrations.apply')
    expect((await run('jobs', 'watch', apply?.id ?? '')).stdout).toContain('succeeded')
  })

  it('says what exists already, what does not exist, and forgets an environment with its password', async () => {
    expect((await run('env', 'add', 'shop 店', '--url', 'postgres://x/y')).code).toBe(2)
    expect((await run('status', '--env', 'nowhere')).stderr).toContain('There is no environment named "nowhere"')
    const list = JSON.parse((await run('env', 'list', '--json')).stdout) as { environments: Environment[] }
    expect(list.environments.map(({ name }) => name)).toEqual(['Shop 店'])
    expect((await run('env', 'remove', 'Shop 店')).code).toBe(0)
    expect((await run('env', 'list')).stdout).toContain('No environments yet.')
  })

  it('shows the password in no output and keeps it in no file', () => {
    const shown = said.map(({ stdout, stderr }) => stdout + stderr).join()
    const kept = readdirSync(shell.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join()
    for (const form of [password, encodeURIComponent(password), Buffer.from(password).toString('latin1')]) expect([shown.includes(form), kept.includes(form)]).toEqual([false, false])
  })
})
