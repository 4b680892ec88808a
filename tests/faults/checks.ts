import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findClientTools } from '#engine/backups/client-tools.ts'
import { databasesSql, failedRowsSql, sessionsSql, unmatchedSql } from './digest.sql.ts'
import { shop, type FaultWorld, type Studio } from './world.ts'

/** Sentences on what is wrong; none is what is hoped for. */
export type Faults = string[]

/** What a killed process has started goes on on the server until it notices. */
export async function settle(world: FaultWorld): Promise<Faults> {
  for (let look = 0; look < 600; look += 1) {
    if ((await world.query('postgres', sessionsSql)).length === 0) return []
    await sleep(50)
  }
  return ['Sessions of Strata are still on the server after 30 s']
}

export async function checkJobs({ engine, said }: Studio): Promise<Faults> {
  const open = (await engine.jobs.list(50)).filter(({ state }) => ['queued', 'running', 'cancelling'].includes(state))
  const internal = (await engine.jobs.list(1)).filter(({ error }) => error?.code === 'internal')
  return [
    ...open.map(({ operation, state }) => `Job ${operation} is still called ${state} after a new start`),
    ...internal.map(({ operation, error }) => `Job ${operation} failed with an internal error: ${error?.message} ${said.join(' ').slice(0, 300)}`),
  ]
}

/** Links of the chain within the journal; this machine's copy knows of other databases that had the name before. */
const ofChain = ['journal-row-edited', 'journal-rows-missing', 'journal-rows-reordered', 'journal-row-replaced', 'journal-script-edited']

async function checkChain({ client }: Studio): Promise<Faults> {
  const { findings } = await client.timeline.check({ env: shop })
  return findings.filter(({ code }) => ofChain.includes(code)).map(({ message }) => `The chain of the journal is broken: ${message}`)
}

/** The content is that of the version that the history names; between two versions only what the status says aloud. */
export async function checkContent(world: FaultWorld, studio: Studio): Promise<Faults> {
  const { client } = studio
  const version = await world.version()
  const digest = await world.digest(shop)
  const faults: Faults = await checkChain(studio)
  const unmatched = await world.query(shop, unmatchedSql)
  if (unmatched.length > 0) faults.push(`History and journal do not agree on ${unmatched.map(({ script }) => String(script)).join(', ')}`)
  if (digest === world.digests[version]) return faults
  const { diagnostics } = await client.migrations.status({ env: shop })
  const told = diagnostics.filter(({ code }) => code === 'invalid-index' || code === 'run-interrupted')
  const failed = Number((await world.query(shop, failedRowsSql))[0]?.failed)
  if (told.length === 0 && failed === 0) faults.push(`The content is not that of version ${version}, and nothing says so: ${difference(world.digests[version] ?? '', digest)}`)
  else if (!onlyIndexes(world.digests[version] ?? '', digest)) faults.push(`The content is a mixture at version ${version}: ${difference(world.digests[version] ?? '', digest)}`)
  return faults
}

export function difference(expected: string, found: string): string {
  const [before, after] = [new Set(expected.split('\n')), new Set(found.split('\n'))]
  const lines = [...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`), ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`)]
  return lines.slice(0, 6).join(' | ')
}

/** The one thing that the migrations do outside of a transaction. */
function onlyIndexes(expected: string, found: string): boolean {
  return difference(expected, found).split(' | ').every((line) => /^[-+] index /.test(line))
}

/** Each file is a backup with its manifest that says what it is, or bears a name that nobody takes for one. */
export async function checkBackups(world: FaultWorld, { client }: Studio, tidy: boolean): Promise<Faults> {
  const names = existsSync(world.backups) ? readdirSync(world.backups) : []
  const { backups } = await client.backups.list({})
  const faults = backups.filter(({ condition }) => condition !== 'ok').map(({ id, condition }) => `Backup ${id} is listed and is ${condition}`)
  const pgRestore = join((await findClientTools())[0]?.folder ?? '', 'pg_restore')
  for (const { id, file, sha256 } of backups) {
    if (!existsSync(file)) continue
    if (createHash('sha256').update(readFileSync(file)).digest('hex') !== sha256) faults.push(`Backup ${id} is not what its manifest says`)
    execFileSync(pgRestore, ['--list', file], { stdio: 'pipe' })
  }
  const ofListed = (name: string) => backups.some(({ id }) => name.startsWith(`${id}.`) && !name.endsWith('.partial'))
  const pending = new Set(names.flatMap((name) => /^(.+)\.json\.[^.]+\.partial$/.exec(name)?.[1] ?? []))
  for (const name of names.filter((one) => !ofListed(one))) {
    // An archive whose manifest waits beside it is whole: the next run names it.
    if (!tidy && [...pending].some((id) => name.startsWith(`${id}.`))) continue
    if (!name.endsWith('.partial')) faults.push(`${name} looks like a backup and is none`)
    else if (tidy) faults.push(`${name} is still there after the next run`)
  }
  return faults
}

/** A database under a name that somebody asked for is whole. */
export async function checkRestored(world: FaultWorld, name: string, version: number): Promise<Faults> {
  const databases = await world.query('postgres', databasesSql)
  if (!databases.some((one) => one.name === name)) return []
  const digest = await world.digest(name)
  return digest === world.digests[version] ? [] : [`Database ${name} is not what was restored: ${difference(world.digests[version] ?? '', digest)}`]
}

/** What is left of work that nobody goes on with. */
export async function checkTidy(world: FaultWorld): Promise<Faults> {
  const databases = await world.query('postgres', databasesSql)
  const left = databases.filter(({ name }) => String(name).startsWith('strata_'))
  return left.map(({ name, note }) => `Database ${String(name)} is still there after the next run: ${String(note)}`)
}
