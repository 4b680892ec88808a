import { rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import type { Connection } from '#shared/contract/environments.ts'
import { connect, type ConnectOptions } from '#engine/postgres/connect.ts'
import { freePort } from '#engine/postgres/local-server.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { environmentOf, startServer, testAuthority, tlsSettings } from '../../support/own-server.ts'

const password = 'pl4nted: s3cret'
let certificates: string
let server: Awaited<ReturnType<typeof startServer>>
let plain: Awaited<ReturnType<typeof startServer>>

beforeAll(async () => {
  const secured = tlsSettings(['hostssl all tls_only 127.0.0.1/32 trust', 'host all tls_only 127.0.0.1/32 reject', 'host all all 127.0.0.1/32 scram-sha-256'])
  certificates = secured.folder
  ;[server, plain] = await Promise.all([startServer({ password, settings: secured.settings }), startServer({})])
  const admin = await session({})
  await admin.query('CREATE ROLE tls_only LOGIN; CREATE ROLE full_role LOGIN CONNECTION LIMIT 0 PASSWORD $$x$$; CREATE ROLE group_role PASSWORD $$x$$')
  await admin.query('CREATE DATABASE closed')
  await admin.query("REVOKE CONNECT ON DATABASE closed FROM PUBLIC; CREATE ROLE reader LOGIN PASSWORD 'x'")
  await admin.end()
})
afterAll(async () => {
  await Promise.all([server?.remove(), plain?.remove()])
  rmSync(certificates, { recursive: true, force: true })
})

const actor = { user: 'tester', host: 'here' }
function session(connection: Partial<Connection>, secret: string | undefined = password, options: ConnectOptions = {}) {
  const vault = new MemoryVault(secret === undefined ? [] : [['test', secret]])
  return connect({ vault, actor }, environmentOf({ port: server.port, ...connection }), options)
}

async function refusal(...args: Parameters<typeof session>): Promise<AppError> {
  const outcome = await session(...args).then((client) => client.end(), (thrown: unknown) => thrown)
  expect(outcome).toBeInstanceOf(AppError)
  expect(everythingIn(outcome)).not.toContain('pl4nted')
  return outcome as AppError
}

/** All that a log could show of an error, with its causes. */
function everythingIn(thrown: unknown): string {
  return `${inspect(thrown, { depth: 10, showHidden: true })} ${thrown instanceof AppError ? JSON.stringify(thrown) : ''}`
}

describe('signing in', () => {
  test('works with the password of the vault, and says who is there', async () => {
    const client = await session({}, password, { purpose: 'test' })
    const { rows } = await client.query("SELECT current_setting('application_name') AS name")
    expect(rows).toEqual([{ name: 'strata test tester@here' }])
    await client.end()
  })

  test('works with the password of the password file when the vault has none', async () => {
    const file = join(certificates, 'pgpass')
    writeFileSync(file, `127.0.0.1:${server.port}:*:postgres:${password.replace(':', '\\:')}\n`, { mode: 0o600 })
    process.env.PGPASSFILE = file
    try {
      const client = await session({}, '')
      await client.end()
    } finally {
      delete process.env.PGPASSFILE
    }
  })

  test.each([
    ['a wrong password', {}, 'pl4nted-wrong', 'auth_failed', '28P01'],
    ['a missing database', { database: 'shopp' }, password, 'database_missing', '3D000'],
    ['a role that is full', { user: 'full_role' }, 'x', 'server_busy', '53300'],
    ['a group role', { user: 'group_role' }, 'x', 'auth_failed', '28000'],
    ['a database that is closed to the user', { user: 'reader', database: 'closed' }, 'x', 'permission_denied', '42501'],
  ] as const)('%s is told apart', async (_name, connection, secret, code, sqlstate) => {
    expect((await refusal(connection, secret)).data).toMatchObject({ code, pg: { sqlstate } })
  })

  test.runIf(process.platform !== 'win32')('works through a socket of this machine', async () => {
    const client = await session({ host: plain.folder, port: plain.port, sslmode: 'verify-full' })
    expect((await client.query('SELECT inet_client_addr() AS address')).rows).toEqual([{ address: null }])
    await client.end()
  })

  test('no password at all is told apart from a wrong one', async () => {
    expect((await refusal({}, '')).data).toMatchObject({ code: 'password_missing', message: expect.stringContaining('"postgres"') })
  })

  test('an unknown user of a trusting server learns where such names come from', async () => {
    const error = await refusal({ port: plain.port, user: 'root' })
    expect(error.data).toMatchObject({ code: 'auth_failed', help: expect.stringContaining('operating system') })
  })
})

describe('encryption', () => {
  const encrypted = async (connection: Partial<Connection>) => {
    const client = await session(connection)
    const { rows } = await client.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()')
    await client.end()
    return rows[0]?.ssl
  }

  test.each([
    ['disable', {}, false],
    ['allow', {}, false],
    ['prefer', {}, true],
    ['require', {}, true],
    ['verify-ca', { sslrootcert: testAuthority }, true],
    ['verify-full', { sslrootcert: testAuthority, host: 'localhost' }, true],
  ] as const)('sslmode=%s', async (sslmode, more, expected) => expect(await encrypted({ sslmode, ...more })).toBe(expected))

  test('allow turns to TLS where the server insists', async () => {
    expect(await encrypted({ sslmode: 'allow', user: 'tls_only' })).toBe(true)
    expect((await refusal({ sslmode: 'disable', user: 'tls_only' })).data).toMatchObject({ code: 'auth_failed', pg: { sqlstate: '28000' } })
  })

  test('prefer does without where the server offers none', async () => {
    expect(await encrypted({ sslmode: 'prefer', port: plain.port })).toBe(false)
  })

  const failures: [string, () => Partial<Connection>, string][] = [
    ['a server without TLS', () => ({ sslmode: 'require', port: plain.port }), 'offers no encryption'],
    ['a certificate of an unknown authority', () => ({ sslmode: 'verify-full', host: 'localhost' }), 'not known here|not trusted here'],
    ['a certificate for another name', () => ({ sslmode: 'verify-full', sslrootcert: testAuthority }), 'another host name'],
    ['a CA file that is not there', () => ({ sslmode: 'verify-ca', sslrootcert: '/nowhere/ca.crt' }), 'does not exist'],
  ]
  test.each(failures)('%s fails with its cause', async (_name, connection, words) => {
    const error = await refusal(connection())
    expect(error.code).toBe('tls_failed')
    expect(error.message).toMatch(new RegExp(words))
  })
})

describe('what is not there', () => {
  test('a name that nobody knows', async () => {
    expect((await refusal({ host: 'no-such-host.invalid' })).data).toMatchObject({ code: 'host_unknown', params: { host: 'no-such-host.invalid' } })
  })

  test('a port where nothing listens', async () => {
    expect((await refusal({ port: await freePort() })).message).toContain('the connection was refused')
  })

  test('a folder without a socket', async () => {
    expect((await refusal({ host: certificates })).message).toContain('there is no such socket')
  })
})

describe('another program on the port', () => {
  let other: Server | undefined
  const sockets = new Set<Socket>()
  afterEach(() => {
    for (const socket of sockets) socket.destroy()
    other?.close()
  })
  const listen = (answer: (socket: Socket) => void) =>
    new Promise<number>((resolve) => {
      const listening = createServer((socket) => {
        sockets.add(socket.on('error', () => {}))
        answer(socket)
      }).listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port))
      other = listening
    })
  const answers: [string, (socket: Socket) => void][] = [
    ['a web server', (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
    ['an SSH server', (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n')],
    ['a MySQL server', (socket) => socket.write(Buffer.from([0x4a, 0, 0, 0, 0x0a, 0x38, 0x2e, 0x30]))],
  ]
  for (const sslmode of ['disable', 'prefer', 'require'] as const) {
    test.each(answers)(`%s, sslmode=${sslmode}`, async (_name, answer) => {
      expect((await refusal({ port: await listen(answer), sslmode })).code).toBe('not_postgres')
    })
  }

  test('one that hangs up at once', async () => {
    const error = await refusal({ port: await listen((socket) => socket.destroy()), sslmode: 'disable' })
    expect(error.code).toBe('host_unreachable')
  })

  test('one that says nothing is left as soon as the attempt is cancelled', async () => {
    const abort = new AbortController()
    const port = await listen((socket) => socket.once('data', () => abort.abort()))
    expect((await refusal({ port }, password, { signal: abort.signal })).code).toBe('cancelled')
  })
})

test('a session that the server ends does not end the process', async () => {
  const [victim, killer] = await Promise.all([session({}), session({})])
  const ended = new Promise((resolve) => victim.once('end', () => resolve('ended')))
  await killer.query('SELECT pg_terminate_backend($1)', [(victim as unknown as { processID: number }).processID])
  expect(await ended).toBe('ended')
  await killer.end()
})
