import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext, JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError, type AppErrorData } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Draft, Preview, PreviewedMigration, Proof, TracedStatement } from '#shared/contract/preview.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { splitScript } from '#shared/sql/split.ts'
import { keepIn } from './preview-keep.ts'
import { blockersNow, shopChanges } from './preview-shop.ts'
import { traceOf, type FakeFinding } from './preview-trace.ts'

/** What a preview can meet that a healthy server shows rarely. */
export type PreviewTrouble = 'shadow_unavailable' | 'shadow_failed' | 'gone' | 'impossible' | 'offline'

export interface PreviewWorld {
  jobs: JobRunner
  pace: number
  trouble: PreviewTrouble | undefined
  find: (env: string) => Environment
  /** Scripts that wait on an environment, in their order. */
  pendingOn: (env: string) => { script: string; version: string | null; description: string; undoScript: string | null }[]
  /** The text of a file as it is on the disk. */
  textOf: (script: string) => string
}

interface Run {
  env: string
  mode: 'shadow' | 'target'
  base: 'schema' | 'migrations'
  rows: 'none' | 'sample' | 'statistics'
  prove: boolean
  scripts?: string[] | undefined
  drafts: readonly Draft[]
  confirm?: string | undefined
}

/** Previews of the shop's migrations, whatever a person writes into them. */
export function fakePreview(world: PreviewWorld): Handlers<'preview'> {
  const known = new Map<string, Preview>()
  const started = Date.now()
  const find = (id: string): Preview => {
    const found = known.get(id)
    if (!found || world.trouble === 'gone') throw new AppError('not_found', { what: 'preview', name: id })
    return found
  }
  return {
    run: (input) => {
      const env = world.find(input.env)
      if (input.mode === 'target' && env.class === 'production' && input.confirm !== env.name) throw new AppError('confirmation_required', { env: env.name })
      return world.jobs.start({ operation: 'preview.run', env: env.id, input: {} }, async (context) => {
        const preview = await runPreview(context, world, input)
        known.set(preview.id, preview)
        return { preview: preview.id }
      })
    },
    show: ({ preview }) => find(preview),
    object: ({ preview, script, id }) => {
      const scripts = script === undefined ? find(preview).migrations.map((each) => each.script) : [script]
      const found = scripts.flatMap((each) => shopChanges[each]?.objects[id] ?? [])
      if (found.length === 0) throw new AppError('not_found', { what: 'object', name: id })
      return { before: found[0]?.before ?? null, after: found.at(-1)?.after ?? null }
    },
    blockers: ({ preview }) => {
      const { env, migrations } = find(preview)
      if (world.trouble === 'offline') throw new AppError('host_unreachable', { host: world.find(env).connection.host, port: 5432, cause: 'connection refused' })
      return blockersNow(migrations.map(({ script }) => script), started)
    },
    lint: ({ env, drafts }) => {
      const migrations = world.pendingOn(env).map((each) => migrationOf(world, each, drafts))
      return { findings: migrations.flatMap(({ findings }) => findings), files: migrations.length, statements: migrations.reduce((sum, { migration }) => sum + migration.statements.length, 0), ms: 12 }
    },
    keep: keepIn,
    proofs: () => ({ proofs: [] }),
    shadows: () => ({ shadows: [] }),
    dropShadows: () => ({ dropped: [] }),
  }
}

const stages = [['read', 210], ['shadow', 640], ['trace', 380], ['effect', 44], ['lint', 31], ['prove', 520], ['fixes', 160]] as const

async function runPreview(context: JobContext, world: PreviewWorld, { env: key, mode, base, rows, prove, scripts, drafts }: Run): Promise<Preview> {
  const env = world.find(key)
  const pending = world.pendingOn(env.id).filter(({ script }) => scripts === undefined || scripts.includes(script))
  await goThrough(context, world, env, pending.map(({ script }) => script))
  if (world.trouble === 'shadow_unavailable' && mode === 'shadow') throw new AppError('shadow_unavailable', { problem: 'user deployer may not create databases, and no PostgreSQL 16 is installed here', major: 16 }, { state: `Nothing was changed on ${env.name}.` })
  if (world.trouble === 'shadow_failed') throw new AppError('shadow_failed', { problem: 'extension "timescaledb" is not available' }, { state: `Nothing was changed on ${env.name}.` })
  const made: { migration: PreviewedMigration; findings: Diagnostic[] }[] = []
  for (const each of pending) made.push(made.some(({ migration }) => migration.outcome === 'failed') ? notRun(each, world.textOf(each.script)) : migrationOf(world, each, drafts))
  const migrations = made.map(({ migration }) => (prove ? migration : { ...migration, proof: null }))
  const findings = made.flatMap((each) => each.findings)
  const failed = migrations.some(({ outcome }) => outcome === 'failed')
  const effect = migrations.flatMap((each) => each.effect)
  const seconds = migrations.flatMap(({ statements }) => statements).reduce((sum, { onTarget }) => ({ low: sum.low + (onTarget?.seconds?.low ?? 0), high: sum.high + (onTarget?.seconds?.high ?? 0) }), { low: 0.2, high: 0.4 })
  return {
    id: `p-${context.jobId}`, env: env.name, mode, base, rows, at: new Date().toISOString(), ms: stages.reduce((sum, [, ms]) => sum + ms, 0), from: '5c0e41d7'.repeat(8), migrations, effect, findings, seconds,
    place: { title: mode === 'target' ? `${env.name}, rolled back` : `a shadow of ${env.name}`, serverVersion: '16.4', sameMajor: true, warm: true },
    stages: stages.map(([name, ms]) => ({ name, ms })),
    notes: mode === 'shadow' ? [{ code: 'not-carried', severity: 'info', subject: 'foreign server warehouse', message: 'Foreign server warehouse was built without its password: nothing is read through it.' }] : [],
    differences: migrations.flatMap((each) => each.differences),
    verdict: failed ? 'failed' : effect.some(({ tone }) => tone === 'danger') ? 'dangerous' : effect.some(({ tone }) => tone === 'careful') ? 'careful' : 'safe',
  }
}

async function goThrough(context: JobContext, { pace }: PreviewWorld, env: Environment, scripts: readonly string[]): Promise<void> {
  const labels = [`Reading the schema of ${env.name}`, 'Building the shadow', ...scripts.map((script) => `Running ${script}`), 'Proving the undo', 'Checking the rules']
  for (const [index, label] of labels.entries()) {
    context.progress({ label, done: index, total: labels.length, unit: 'steps' })
    context.log('info', label)
    await wait(pace, undefined, { signal: context.signal }).catch(() => {
      throw new AppError('cancelled', {}, { state: `Nothing was changed on ${env.name}.` })
    })
  }
}

type Pending = ReturnType<PreviewWorld['pendingOn']>[number]

function notRun({ script, version, description }: Pending, text: string): { migration: PreviewedMigration; findings: Diagnostic[] } {
  const undo = { source: 'none' as const, script: null, sql: null, problem: null }
  return { migration: { script, kind: 'versioned', version, description, checksum: flywayChecksum(text), transactional: true, reason: null, outcome: 'not_run', error: null, ms: 0, statements: [], effect: [], differences: [], destroys: [], undo, proof: null }, findings: [] }
}

function migrationOf(world: PreviewWorld, { script, version, description, undoScript }: Pending, drafts: readonly Draft[]): { migration: PreviewedMigration; findings: Diagnostic[] } {
  const draft = drafts.find((each) => each.script === script)
  const text = draft?.text ?? world.textOf(script)
  const { statements, error } = tracedOf(script, text)
  const ran = statements.filter(({ outcome }) => outcome === 'ran')
  const shop = shopChanges[script]
  const kept = text.includes('strata_archive')
  const undoSql = draft?.undo ?? (undoScript === null ? (shop?.undo ?? null) : world.textOf(undoScript))
  const findings = ran.flatMap((statement) => (traceOf(statement.text).findings ?? []).flatMap((finding) => diagnosticOf(script, text, statement, finding)))
  const migration: PreviewedMigration = {
    script, kind: 'versioned', version, description, checksum: flywayChecksum(text), transactional: !/CONCURRENTLY/.test(text), reason: /CONCURRENTLY/.test(text) ? 'CREATE INDEX CONCURRENTLY' : null,
    outcome: error ? 'failed' : 'ran', error, ms: ran.reduce((sum, { ms }) => sum + (ms ?? 0), 0), statements,
    effect: ran.flatMap((statement) => (traceOf(statement.text).effect ?? []).map((line) => ({ ...line, statement: statement.number }))),
    differences: error ? [] : [...(shop?.differences ?? [])],
    destroys: ran.flatMap(({ number, line, text: sql }) => {
      const destroys = traceOf(sql).destroys
      return destroys ? [{ ...destroys, statement: number, line, chosen: kept ? ('archive' as const) : ('discard' as const) }] : []
    }),
    undo: { source: undoScript === null ? (undoSql === null ? 'none' : 'generated') : 'file', script: undoScript, sql: undoSql, problem: undoSql === null ? 'Nothing can be generated for this change.' : null },
    proof: error ? null : proofOf(script, version, text, { undoScript, undoSql, kept, impossible: world.trouble === 'impossible' }),
  }
  return { migration, findings }
}

/** A name that holds "nosuch" does not exist. */
function tracedOf(script: string, text: string): { statements: TracedStatement[]; error: AppErrorData | null } {
  const lines = (offset: number) => text.slice(0, offset).split('\n').length
  let error: AppErrorData | null = null
  const statements = splitScript(text).statements.map(({ number, start, end, line, text: sql, command }): TracedStatement => {
    const base: TracedStatement = { number, line, endLine: lines(end), command, text: sql, outcome: 'ran', reason: null, ms: 1, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: 120, notices: [], onTarget: null, blocks: [] }
    if (error) return { ...base, outcome: 'not_run', ms: null, walBytes: null }
    const odd = /\w*nosuch\w*/.exec(sql)
    if (!odd) return { ...base, ...traceOf(sql).trace }
    const at = start + odd.index
    const message = `column "${odd[0]}" does not exist`
    const place = { file: script, line: lines(at), column: at - text.lastIndexOf('\n', at - 1), statement: number }
    error = new AppError('statement_failed', { script, number, command, line: place.line, problem: message }, { where: place, pg: { sqlstate: '42703', message }, state: 'The shadow was dropped.' }).data
    return { ...base, outcome: 'failed', reason: message, ms: 0.4 }
  })
  return { statements, error }
}

function diagnosticOf(script: string, text: string, { number, line }: TracedStatement, { fix, ...finding }: FakeFinding): Diagnostic[] {
  const statement = splitScript(text).statements[number - 1]
  const waived = new RegExp(`--\\s*strata:\\S*\\s+(${finding.code}|${finding.rule})`).test(text)
  if (!statement || waived || (finding.code === 'lock-timeout-missing' && text.includes('lock_timeout'))) return []
  const { start, end } = statement
  const cut = fix?.text === '' ? { start: Math.max(0, text.lastIndexOf(';', start) + 1), end: text.indexOf(';', end) + 1, text: '' } : { start, end, text: fix?.text ?? '' }
  const edits = fix?.before === undefined ? [cut] : [{ start, end: start, text: fix.before }]
  return [
    {
      ...finding, subject: script, where: { file: script, line, column: statement.column, statement: number },
      ...(fix && { fix: { title: fix.title, edits, newFiles: fix.newFile ? [fix.newFile] : [], verified: true } }),
    },
  ]
}

function proofOf(script: string, version: string | null, text: string, { undoScript, undoSql, kept, impossible }: { undoScript: string | null; undoSql: string | null; kept: boolean; impossible: boolean }): Proof {
  const shop = shopChanges[script]?.proof ?? { status: 'proved' as const }
  const found = impossible ? { status: 'impossible' as const, problem: 'The values of products.sku are nowhere else, and no undo is written.' } : kept ? { status: 'proved' as const } : shop
  return {
    script, version, undo: impossible ? 'none' : undoScript ? 'file' : 'generated', undoScript, at: new Date().toISOString(), serverVersion: '16.4', checksum: flywayChecksum(text), undoChecksum: undoSql === null ? null : flywayChecksum(undoSql),
    fingerprint: '5c0e41d7'.repeat(8), compared: { tables: 31, rows: 58_214, emptyTables: 4 }, loses: [], differences: [], weak: [], problem: null, error: null, stale: false, ms: 520, ...found,
  }
}
