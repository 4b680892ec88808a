import { toAppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { errorKind } from '#shared/contract/errors.ts'
import type { Draft } from '#shared/contract/preview.ts'
import type { RelationSize } from '#shared/lint/rule.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import { verifyFixes } from '../lint/verify-fixes.ts'
import { withSession } from '../migrations/locked-session.ts'
import { readMigrationFolder } from '../migrations/read-folder.ts'
import { readSituation } from '../migrations/situation.ts'
import { lastKnownSchema } from './known-schema.ts'
import type { Previews } from './previews.ts'
import { readBatch, type KnownRows } from './run/batch.ts'
import { readPolicy } from './run/policy.ts'
import { lint, lintFiles, type LintTexts } from './run/lint-traced.ts'

interface LintRequest {
  scripts?: readonly string[] | undefined
  drafts: readonly Draft[]
}

interface Linted {
  findings: Diagnostic[]
  files: number
  statements: number
  ms: number
}

/** Checks migrations by their text and the schema as it was last seen; the server is only asked which are pending, and if it does not answer all files are checked. */
export async function lintTexts(engine: Engine, environment: Environment, { scripts, drafts }: LintRequest, previews: Previews): Promise<Linted> {
  const began = performance.now()
  const rows = scripts === undefined ? await pendingRows(engine, environment) : []
  const { items } = await readBatch({ folder: environment.migrationsFolder, scripts, drafts }, rows)
  const files = await lintFiles(items)
  const { policy, notes } = await readPolicy(environment.migrationsFolder)
  const before = await lastKnownSchema(engine, environment, previews, items.length === 1 ? items[0]?.script : undefined)
  const serverMajor = before && Math.floor(before.head.serverVersionNum / 10_000)
  const known: LintTexts = { environment, policy, before, after: undefined, serverMajor, size: (relation) => sizeIn(before, relation) }
  const found = lint(files, known)
  const findings = [...notes, ...(await verifyFixes(found, { files, relint: async (texts) => lint(await lintFiles(texts), known) }))]
  return { findings, files: files.length, statements: files.reduce((sum, { statements }) => sum + statements.length, 0), ms: Math.round(performance.now() - began) }
}

/** Rows as the server counted them when the snapshot was taken; bytes are not in it. */
function sizeIn(snapshot: Snapshot | undefined, relation: string): RelationSize | undefined {
  const rows = snapshot?.get(`table:${relation}`)?.info?.['rows']
  return typeof rows === 'number' ? { rows, bytes: 0, uses: null } : undefined
}

async function pendingRows(engine: Engine, environment: Environment): Promise<KnownRows> {
  try {
    return (await withSession(engine, environment, (client) => readSituation(client, environment))).rows
  } catch (thrown) {
    if (errorKind(toAppError(thrown).code).exit !== errorKind('host_unreachable').exit) throw thrown
    const { files } = await readMigrationFolder(environment.migrationsFolder)
    const forward = files.flatMap(({ kind, ...file }) => (kind === 'undo' ? [] : [{ ...file, kind, state: 'pending' as const, undoScript: null }]))
    return forward
  }
}
