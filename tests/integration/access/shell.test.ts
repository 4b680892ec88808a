import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiToken, User } from '#shared/contract/access.ts'
import { KeyFileVault } from '#engine/vault/key-file-vault.ts'
import { main } from '../../../cli/main.ts'
import { paint } from '../../../cli/render/look.ts'

const folder = mkdtempSync(join(tmpdir(), 'strata-shell-'))
const look = { paint: paint(false), width: 200 }

/** The shell in this process: what it is made of is tried as a program elsewhere. */
async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', '']
  const code = await main(args, { out: (text) => void (stdout += text), err: (text) => void (stderr += text), look, errLook: look, live: false })
  return { code, stdout, stderr }
}

beforeAll(async () => {
  await new KeyFileVault(folder).set('first', 'x')
  process.env['STRATA_HOME'] = folder
  for (const [name, kind] of [['dev', 'development'], ['shop', 'production']] as const) await run('env', 'add', name, '--url', 'postgres://nobody@127.0.0.1:1/none', '--class', kind, '--quiet')
})
afterAll(() => {
  delete process.env['STRATA_HOME']
  rmSync(folder, { recursive: true, force: true })
})

const json = async <T>(...args: string[]) => JSON.parse((await run(...args, '--json')).stdout) as T

test('the person at the store adds people, and says what they may do', async () => {
  const added = await run('users', 'create', 'lena', '--grant', 'developer@dev', 'viewer@shop')
  expect([added.code, added.stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)])
  await run('users', 'grant', 'lena', '--grant', 'operator')
  expect((await json<{ users: User[] }>('users', 'list')).users).toMatchObject([{ name: 'lena', grants: [{ env: '*', role: 'operator' }], disabled: false }])
  expect((await run('users', 'disable', 'LENA')).stdout).toContain('lena is kept out')
  expect((await run('users', 'create', 'x', '--grant', 'admin')).code).toBe(2)
  expect((await run('users', 'owner-link', '--url', 'https://strata.example/')).stdout).toMatch(/^https:\/\/strata\.example\/#\/owner\?token=[\w-]{43}\n$/)
})

test('with a token the shell may do no more than the token', async () => {
  const { token, info } = await json<{ token: string; info: ApiToken }>('tokens', 'create', 'ci', '--grant', 'viewer@dev')
  process.env['STRATA_TOKEN'] = token
  expect((await json<{ environments: { name: string }[] }>('env', 'list')).environments.map(({ name }) => name)).toEqual(['dev'])
  const [hidden, weak, link] = [await run('status', '--env', 'shop'), await run('migrate', '--env', 'dev'), await run('users', 'owner-link')]
  expect([hidden.code, hidden.stderr]).toEqual([2, expect.stringContaining('There is no environment named "shop"')])
  expect([weak.code, weak.stderr]).toEqual([2, expect.stringContaining('needs the role developer on dev')])
  expect(link.code).toBe(2)
  delete process.env['STRATA_TOKEN']
  expect((await run('denials')).stdout).toMatch(/migrations\.apply\s+dev/)
  await run('tokens', 'revoke', info.id)
  process.env['STRATA_TOKEN'] = token
  expect((await run('env', 'list')).stderr).toContain('The token in STRATA_TOKEN is not known in this store')
  delete process.env['STRATA_TOKEN']
})
