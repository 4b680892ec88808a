import { AppError } from '#shared/contract/app-error.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import { environmentOf } from '#engine/operations/schema-document.ts'
import { renderDdl } from '../render/schema.ts'
import { openSession, type Session } from '../session/open-session.ts'
import { addressIn, chooseTarget, type TargetOptions } from '../session/target.ts'
import type { Terminal } from '../terminal.ts'
import { logTo } from './log.ts'
import { outputTo, refuseOutput } from './output-file.ts'

export interface SchemaExportGiven {
  target: TargetOptions
  format: 'json' | 'sql'
  question: Omit<Parameters<StrataClient['schema']['document']>[0], 'env'>
  output: string | undefined
}

/** `strata schema export`; throws AppErrors. */
export async function runSchemaExport(terminal: Terminal, given: SchemaExportGiven): Promise<number> {
  refuseOutput(given.output)
  const { schemas, kinds, name } = given.question
  if (given.format === 'sql' && (schemas ?? kinds ?? name) !== undefined) throw new AppError('bad_request', { problem: '--format sql exports the whole schema' }, { help: 'strata schema ddl ENV ID... prints the SQL of some objects.' })
  const session = await openSession(chooseTarget(given.target, addressIn(process.env) !== undefined, process.env), given.target, logTo(terminal))
  try {
    const text = given.format === 'sql' ? await sqlOf(session) : `${JSON.stringify(await session.client.schema.document({ ...given.question, env: session.env }), undefined, 2)}\n`
    const out = await outputTo(terminal, given.output)
    out.out(text)
    return 0
  } finally {
    await session.close()
  }
}

async function sqlOf({ client, engine, env }: Session): Promise<string> {
  const { name } = environmentOf(engine, undefined, env)
  return renderDdl(await client.schema.ddl({ env: name, ids: [], dependencies: false }))
}
