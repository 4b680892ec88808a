import { existsSync } from 'node:fs'
import { chmod, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { toolEnvironment } from '../postgres/tool-environment.ts'
import type { BackupRun } from './backup-run.ts'
import { programName } from './client-tools.ts'
import { runTool } from './run-tool.ts'

export interface DumpedGlobals {
  /** Absent where they could not be had. */
  bytes?: number
  /** What is not in them, in words. */
  note?: string
}

/**
 * Roles and tablespaces by `pg_dumpall --globals-only`. Who is no superuser gets them without passwords; where it fails altogether the
 * backup is none the worse, and says so.
 */
export async function dumpGlobals(run: Pick<BackupRun, 'engine' | 'environment' | 'client' | 'server' | 'application' | 'signal' | 'log'>, file: string): Promise<DumpedGlobals> {
  const { engine, environment, client, server, application, signal, log } = run
  const program = join(client.folder, programName('pg_dumpall'))
  if (!existsSync(program)) return missing(log, `there is no pg_dumpall in ${client.folder}`)
  const problems: string[] = []
  const tool = await toolEnvironment(engine, environment)
  const options = ['--globals-only', '--no-password', ...(server.superuser ? [] : ['--no-role-passwords']), `--database=${environment.connection.database}`, `--file=${file}`]
  const call = { file: program, arguments: options, variables: { ...tool.variables, PGAPPNAME: application }, signal, onMessage: (line: string) => problems.push(line) }
  const { code } = await runTool(call).finally(() => tool.dispose())
  signal.throwIfAborted()
  if (code !== 0) {
    await rm(file, { force: true })
    return missing(log, problems[0]?.replace(/^pg_dumpall: (error: )?/, '') ?? `pg_dumpall ended with code ${code}`)
  }
  await chmod(file, 0o600)
  const { size } = await stat(file)
  return { bytes: size, ...(!server.superuser && { note: `The passwords of roles are not in it: user "${server.user}" is no superuser.` }) }
}

function missing(log: BackupRun['log'], problem: string): DumpedGlobals {
  const note = `Roles and tablespaces are not in it: ${problem}.`
  log('warning', note)
  return { note }
}
