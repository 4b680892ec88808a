import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'

/** What a command line says about the database it means. */
export interface TargetOptions {
  env?: string
  url?: string
  dir?: string
  class?: Environment['class']
  schema?: string
  historyTable?: string
}

export type Target = { kind: 'saved'; env: string | undefined } | { kind: 'url'; url: string }

/** A named environment goes before addresses in variables; a target is needed unless the operation works on all. */
export function chooseTarget({ env, url }: TargetOptions, needed: boolean, variables: NodeJS.ProcessEnv): Target {
  if (env !== undefined && url !== undefined) throw badTarget('--env and --url exclude each other')
  if (url !== undefined) return { kind: 'url', url }
  if (env !== undefined) return { kind: 'saved', env }
  const given = variables.STRATA_URL || variables.DATABASE_URL
  if (given && needed) return { kind: 'url', url: given }
  if (needed) throw badTarget('no target is given', 'Say which database: --env NAME (strata env list shows them), or --url postgres://... with --dir FOLDER. The address may also stand in STRATA_URL.')
  return { kind: 'saved', env: undefined }
}

function badTarget(problem: string, help?: string): AppError {
  return new AppError('bad_request', { problem }, { help })
}
