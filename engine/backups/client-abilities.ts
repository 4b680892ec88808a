import { statSync } from 'node:fs'
import { join } from 'node:path'
import { compressionMethods, type ClientTool, type CompressionMethod } from '#shared/contract/backups-making.ts'
import { programName } from './client-tools.ts'
import { methodOf } from './dump-plan.ts'
import { runTool } from './run-tool.ts'

/** By program file and its time of change: a program is asked once. */
const known = new Map<string, Promise<boolean>>()

/** What a pg_dump can compress by: gzip alone before version 16, and later what it was built with. */
export async function compressionsOf(client: ClientTool): Promise<CompressionMethod[]> {
  if (client.major < 16) return ['none', 'gzip']
  const able = await Promise.all(compressionMethods.map((method) => method === 'none' || ask(client, method)))
  return compressionMethods.filter((_method, index) => able[index])
}

function ask({ folder }: ClientTool, method: CompressionMethod): Promise<boolean> {
  const file = join(folder, programName('pg_dump'))
  const key = `${file} ${statSync(file).mtimeMs} ${method}`
  const asked = known.get(key) ?? isBuiltIn(file, method)
  known.set(key, asked)
  return asked
}

/** It says so before it connects; the address is one where nothing can be. */
async function isBuiltIn(file: string, method: CompressionMethod): Promise<boolean> {
  const said: string[] = []
  const call = { file, arguments: ['--format=custom', `--compress=${method}`, '--no-password', '--host=/nowhere', '--dbname=postgres'], variables: {} }
  await runTool({ ...call, onMessage: (line) => said.push(line) })
  return !said.some((line) => /this build does not support compression/.test(line))
}

/** Why a client cannot compress that way; undefined where it can. */
export async function compressionProblem(client: ClientTool, compression: string): Promise<string | undefined> {
  const method = methodOf(compression)
  const able = await compressionsOf(client)
  if (able.includes(method)) return undefined
  const why = client.major < 16 ? `knows gzip alone; ${method} came with version 16` : `was built without ${method}`
  return `pg_dump ${client.version} ${why}.`
}
