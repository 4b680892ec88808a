import { lookup } from 'node:dns/promises'
import { existsSync, readdirSync } from 'node:fs'
import { isIP, Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { lookupOf } from '../../addresses/checked-lookup.ts'
import { connectTimeoutMs } from '../connect.ts'
import { isPostgres } from '../first-answer.ts'
import { notPostgres, toConnectionError } from '../pg-error.ts'
import { isSocketFolder, permittedTarget } from '../permitted-target.ts'
import { resolveTarget, type Target } from '../settings/target.ts'
import { tlsOptions, verification } from '../tls-options.ts'
import { needed, ok, skipped, warning, type Examination, type Finding } from './examination.ts'

const places = { vault: 'the password from the vault', service: 'the password from the service file', password_file: 'the password from .pgpass', none: 'no stored password' }

export async function settingsStep(examination: Examination): Promise<Finding> {
  const target = await resolveTarget(examination.subject.vault, examination.environment)
  examination.target = target
  if (target.sslmode !== 'disable') tlsOptions(target)
  const message = `User "${target.user}", database "${target.database}" at ${target.host}:${target.port}, sslmode ${target.sslmode}, ${places[target.passwordFrom]}.`
  return target.notes[0] === undefined ? ok(message) : warning(message, target.notes[0])
}

export async function resolveStep(examination: Examination): Promise<Finding> {
  const target = needed(examination.target)
  if (isSocketFolder(target.host)) return existsSync(target.host) || target.host.startsWith('@') ? ok(`${target.host} is a folder of sockets.`) : missingFolder(target)
  examination.target = await permittedTarget(target, examination.subject.addresses)
  if (isIP(target.host) !== 0) return ok(`${target.host} is an address.`)
  const addresses = await lookup(target.host, { all: true }).catch((thrown: unknown) => Promise.reject(toConnectionError(thrown, { connection: target }, 'connect')))
  return ok(`${target.host} is ${addresses.map(({ address }) => address).join(', ')}.`)
}

function missingFolder({ host }: Target): Finding {
  return { outcome: 'failed', message: `There is no folder ${host} for the server's socket.`, help: 'Check the folder (SHOW unix_socket_directories on the server), or connect by host name.' }
}

export async function reachStep(examination: Examination): Promise<Finding> {
  const target = needed(examination.target)
  const started = performance.now()
  const socket = await openSocket(target, examination.signal).catch((thrown: unknown) => Promise.reject(withNeighbours(thrown, target)))
  examination.latencyMs = performance.now() - started
  try {
    if (isSocketFolder(target.host)) return ok('The socket answers.')
    examination.offersTls = await asksForTls(socket, target)
    return ok(`Port ${target.port} answers as PostgreSQL does, after ${Math.max(1, Math.round(examination.latencyMs))} ms.`)
  } finally {
    socket.destroy()
  }
}

function openSocket({ host, port, found }: Target, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = new Socket({ signal })
    socket.setTimeout(connectTimeoutMs, () => socket.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })))
    socket.once('error', reject)
    socket.once('connect', () => resolve(socket))
    if (isSocketFolder(host)) socket.connect(`${host}/.s.PGSQL.${port}`)
    else socket.connect({ port, host, ...(found && { lookup: lookupOf(found) }) })
  })
}

/** PostgreSQL manual, "SSLRequest": length 8, code 80877103. */
const tlsRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])

function asksForTls(socket: Socket, target: Target): Promise<boolean> {
  return new Promise((resolve, reject) => {
    socket.once('data', (chunk: Buffer) => (isPostgres(chunk, true) ? resolve(chunk[0] === 'S'.charCodeAt(0)) : reject(notPostgres(target))))
    socket.once('error', (error) => reject(/no answer in time/.test(error.message) ? notPostgres(target, error) : toConnectionError(error, { connection: target }, 'connect')))
    socket.once('close', () => reject(toConnectionError(new Error('Connection terminated unexpectedly'), { connection: target }, 'connect')))
    socket.write(tlsRequest)
  })
}

/** On this machine, the sockets of running servers tell on which ports they listen. */
function withNeighbours(thrown: unknown, target: Target): unknown {
  const error = toConnectionError(thrown, { connection: target }, 'connect')
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(target.host)
  const ports = isHere && error.code === 'host_unreachable' ? localPorts().filter((port) => port !== target.port) : []
  if (ports.length > 0) error.data.help = `A PostgreSQL of this machine listens on port ${ports.join(' and ')}: is that the one you mean? Otherwise start the server.`
  return error
}

function localPorts(): number[] {
  const folders = ['/var/run/postgresql', '/tmp'].filter((folder) => existsSync(folder))
  const names = folders.flatMap((folder) => readdirSync(folder))
  return [...new Set(names.flatMap((name) => /^\.s\.PGSQL\.(\d+)$/.exec(name)?.[1] ?? []).map(Number))]
}

export async function tlsStep(examination: Examination): Promise<Finding> {
  const target = needed(examination.target)
  if (isSocketFolder(target.host)) return skipped('A socket of this machine needs no encryption.')
  if (target.sslmode === 'disable') return isLoopback(target) ? ok('Not encrypted, as sslmode=disable asks.') : warning('Not encrypted, as sslmode=disable asks.', 'Use sslmode=verify-full unless the network is safe.')
  if (!examination.offersTls) return withoutTls(target)
  if (target.sslmode === 'allow') return ok('The server offers encryption; sslmode=allow uses it only where the server insists.')
  return handshake(examination, target)
}

function isLoopback({ host }: Target): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function withoutTls(target: Target): Finding {
  if (!['allow', 'prefer'].includes(target.sslmode)) throw toConnectionError(new Error('The server does not support SSL connections'), { connection: target }, 'connect')
  const message = 'The server offers no encryption; the session goes in plain text.'
  return isLoopback(target) ? ok(message) : warning(message, 'Turn on ssl in postgresql.conf of the server, then use sslmode=verify-full.')
}

async function handshake(examination: Examination, target: Target): Promise<Finding> {
  const socket = await openSocket(target, examination.signal)
  try {
    await asksForTls(socket, target)
    const secure = await shakeHands(socket, target)
    return certificateFinding(secure, target)
  } catch (thrown) {
    const error = toConnectionError(thrown, { connection: target }, 'connect')
    if (target.sslmode !== 'prefer') throw error
    return warning(`${error.message} With sslmode=prefer the session then goes in plain text.`, error.data.help ?? '')
  } finally {
    socket.destroy()
  }
}

function shakeHands(socket: Socket, target: Target): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const name = isIP(target.host) === 0 ? { servername: target.host } : {}
    const secure = connectTls({ ...tlsOptions(target), ...name, host: target.host, socket }, () => resolve(secure))
    secure.once('error', reject)
  })
}

const dayMs = 86_400_000

function certificateFinding(secure: TLSSocket, target: Target): Finding {
  const checks = verification(target)
  const message = `Encrypted with ${secure.getProtocol()}; the certificate is ${checks === 'none' ? 'not checked' : `trusted (${checks})`}.`
  const expires = Date.parse(secure.getPeerCertificate().valid_to)
  const days = Math.floor((expires - Date.now()) / dayMs)
  if (days < 0) return warning(`${message} It has expired.`, 'Ask the administrator of the server for a new certificate.')
  return days < 14 ? warning(`${message} It expires in ${days} days.`, 'Ask the administrator of the server for a new certificate.') : ok(message)
}
