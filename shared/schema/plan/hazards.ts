import type { PlannedAction } from '../../contract/compare.ts'
import type { Diagnostic } from '../../contract/diagnostics.ts'
import type { FactId } from '../fact.ts'
import { nameOf, type Task } from './task.ts'

/** Modes that make readers wait, and those that make writers wait only. */
const blocksReads = new Set(['ACCESS EXCLUSIVE'])
const blocksWrites = new Set(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE'])

/** What a person should know before running the plan, each with what to do about it. */
export function findHazards(task: Task, actions: readonly PlannedAction[]): Diagnostic[] {
  const name = (id: FactId) => nameOf(task.registry, id)
  const fresh = new Set(actions.flatMap((action) => action.creates).filter((id) => !task.a.has(id)))
  const found = actions.flatMap((action) => [...dataHazards(action, name), ...lockHazards(action, name, fresh), ...transactionHazards(action, name)])
  return unique(found)
}

function dataHazards(action: PlannedAction, name: (id: FactId) => string): Diagnostic[] {
  if (action.loses === null) return []
  return [
    {
      code: 'data-loss',
      severity: 'error',
      subject: action.subject,
      message: `Data is lost: ${action.loses.charAt(0).toLowerCase()}${action.loses.slice(1)}`,
      help: `Make a backup first, or keep ${name(action.subject)} out of this change.`,
      params: { action: action.number },
    },
  ]
}

function lockHazards(action: PlannedAction, name: (id: FactId) => string, fresh: ReadonlySet<FactId>): Diagnostic[] {
  const params = { action: action.number }
  const old = (ids: readonly FactId[]) => ids.filter((id) => !fresh.has(id))
  const rewrites = old(action.rewrites)
  const found: Diagnostic[] = rewrites.map((id) => ({
    code: 'table-rewrite',
    severity: 'warning',
    subject: id,
    params,
    message: `All rows of ${name(id)} are written anew while nobody can read or write it.`,
    help: 'Run it when the table is idle, with free disk space of the size of the table and its indexes.',
  }))
  for (const id of old(action.scans)) {
    if (rewrites.includes(id)) continue
    found.push({
      code: 'table-scan',
      severity: 'warning',
      subject: id,
      params,
      message: `All rows of ${name(id)} are read while a lock is held on it.`,
      help: 'On a large table run it at a quiet hour, with lock_timeout and statement_timeout set.',
    })
  }
  const long = action.rewrites.length + action.scans.length > 0
  for (const { mode, relation } of action.locks) {
    if (fresh.has(relation)) continue
    if (blocksReads.has(mode))
      found.push({
        code: 'blocks-reads',
        severity: long ? 'warning' : 'info',
        subject: relation,
        params,
        message: `Readers and writers of ${name(relation)} wait until the transaction ends (${mode} lock).`,
        help: 'Keep the transaction short, and set lock_timeout so that it does not queue behind a long query.',
      })
    else if (blocksWrites.has(mode))
      found.push({
        code: 'blocks-writes',
        severity: long ? 'warning' : 'info',
        subject: relation,
        params,
        message: `Writers of ${name(relation)} wait until the transaction ends (${mode} lock).`,
        help: 'Keep the transaction short, and set lock_timeout so that it does not queue behind a long transaction.',
      })
  }
  return found
}

function transactionHazards(action: PlannedAction, name: (id: FactId) => string): Diagnostic[] {
  if (action.transactional) return []
  return [
    {
      code: 'not-transactional',
      severity: 'warning',
      subject: action.subject,
      params: { action: action.number },
      message: `The statement for ${name(action.subject)} cannot run in a transaction, so what ran before it stays when it fails.`,
      help: 'If it fails, correct the cause and plan again: the new plan holds what is left to do.',
    },
  ]
}

function unique(found: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>()
  const weight = { error: 0, warning: 1, info: 2 }
  for (const hazard of found) {
    const key = `${hazard.code} ${hazard.subject ?? ''} ${hazard.code === 'data-loss' ? hazard.message : ''}`
    const known = seen.get(key)
    if (!known || weight[hazard.severity] < weight[known.severity]) seen.set(key, hazard)
  }
  return [...seen.values()].toSorted((one, other) => weight[one.severity] - weight[other.severity])
}
