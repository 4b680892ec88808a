import { AppError } from '../../contract/app-error.ts'
import type { PlannedAction } from '../../contract/compare.ts'
import type { Diagnostic } from '../../contract/diagnostics.ts'
import { diffSnapshots, type Delta } from '../diff.ts'
import type { ActionDraft, Registry } from '../kind.ts'
import type { FactId } from '../fact.ts'
import { applyRenames, type Rename } from '../rename/apply-renames.ts'
import type { Snapshot } from '../snapshot.ts'
import { CycleBreaker } from './cycles.ts'
import { decideFates, type Fates } from './fates.ts'
import { findHazards } from './hazards.ts'
import { linkNodes, type Link } from './links.ts'
import { makeNodes, type PlanNode, type PlanNodes } from './nodes.ts'
import { orderNodes } from './order.ts'
import { rankNodes } from './rank.ts'
import { explain } from './reasons.ts'
import { isSatellite, nameOf, type Task } from './task.ts'
import { divide } from './transactions.ts'

export interface PlanOptions {
  /** `server_version_num` of the server that will run the plan; absent: that of A. */
  version?: number
  /** Differences between A and B, if they are known already. */
  deltas?: readonly Delta[]
  /** Renames that a person has confirmed; they are done first. */
  renames?: readonly Rename[]
}

/** A plan without its text and fingerprint. */
export interface PlanDraft {
  readonly actions: readonly PlannedAction[]
  readonly hazards: readonly Diagnostic[]
}

interface Attempt {
  readonly fates: Fates
  readonly plan: PlanNodes
  readonly links: readonly Link[]
  readonly order: readonly number[]
}

/** The statements that turn A into B, in an order that PostgreSQL takes. Throws AppError `plan_impossible`, with the reason as `problem`. */
export function planChange(a: Snapshot, b: Snapshot, registry: Registry, options: PlanOptions = {}): PlanDraft {
  const version = options.version ?? a.head.serverVersionNum
  if (!options.renames?.length) return planDeltas(a, b, registry, options.deltas ?? diffSnapshots(a, b), version)
  const renamed = applyRenames(a, b, options.renames, registry, version)
  const rest = planDeltas(renamed.snapshot, b, registry, diffSnapshots(renamed.snapshot, b), version)
  const first = renamed.steps.flatMap(({ rename, drafts, ids }) =>
    drafts.map((draft, at) => renameAction(rename.from, draft, at === drafts.length - 1 ? ids : new Map())),
  )
  const shift = rest.actions[0]?.transactional === false ? 1 : 0
  const actions = [...first, ...rest.actions.map((action) => ({ ...action, transaction: action.transaction + shift }))]
  return {
    actions: actions.map((action, at) => ({ ...action, number: at + 1 })),
    hazards: rest.hazards.map((hazard) => ({ ...hazard, params: { ...hazard.params, action: Number(hazard.params?.['action'] ?? 0) + first.length } })),
  }
}

function renameAction(subject: FactId, draft: ActionDraft, ids: ReadonlyMap<FactId, FactId>): PlannedAction {
  const node = { index: 0, first: 0, last: 0, draft, subject, verb: 'rename' as const, creates: [...ids.values()], destroys: [...ids.keys()] }
  return toAction(node, 0, { transaction: 1, transactional: true }, 'the rename was confirmed')
}

function planDeltas(a: Snapshot, b: Snapshot, registry: Registry, deltas: readonly Delta[], version: number): PlanDraft {
  const task: Task = { a, b, deltas, registry, version, apart: new Set(), stubs: new Set(), demands: new Map() }
  const { fates, plan, links, order } = attempt(task)
  const nodes = order.map((index) => plan.nodes[index] as PlanNode)
  const places = divide(task, nodes)
  const reasons = explain(task, fates, nodes, links)
  const actions = nodes.map((node, at) => toAction(node, at, places[at] as { transaction: number; transactional: boolean }, reasons[at] as string))
  return { actions, hazards: findHazards(task, actions) }
}

/** Tries until no cycle is left; each round takes one more thing apart. */
function attempt(task: Task): Attempt {
  for (;;) {
    const fates = decideFates(task)
    const plan = makeNodes(task, fates)
    if (findDemands(task, plan)) continue
    const links = linkNodes(task, fates, plan)
    const ranks = rankNodes(task, plan.nodes)
    const clings = (index: number) => clingsToOther(task, plan.nodes[index] as PlanNode)
    const breaker = new CycleBreaker(task, plan)
    const found = orderNodes(links, ranks, { clings, breakCycle: breaker.breakCycle })
    if (breaker.broke) continue
    if ('order' in found) return { fates, plan, links, order: found.order }
    const forced = orderNodes(links, ranks, { clings, breakCycle: (cycle) => cycle.find(({ strength }) => strength === 'firm') })
    if ('order' in forced) return { fates, plan, links, order: forced.order }
    throw new AppError('plan_impossible', { problem: tellCycle(task, plan, forced.cycle) })
  }
}

/** Whether a statement that creates something disturbs what stands, which no round before knew. */
function findDemands(task: Task, plan: PlanNodes): boolean {
  const known = task.demands.size
  for (const { verb, draft, subject } of plan.nodes) {
    if (verb === 'create' && !task.demands.has(subject) && (draft.rebuilds ?? draft.disturbs) !== undefined) task.demands.set(subject, [draft])
  }
  return task.demands.size > known
}

function clingsToOther(task: Task, node: PlanNode): boolean {
  return node.index > node.first || (node.verb !== 'drop' && isSatellite(task.registry, task.b.get(node.subject)?.kind ?? ''))
}

function tellCycle(task: Task, plan: PlanNodes, cycle: readonly Link[]): string {
  const steps = cycle.map(({ from, to, used, user }) => {
    const [before, after] = [plan.nodes[from], plan.nodes[to]]
    const because = used === user ? '' : ` (${nameOf(task.registry, user)} uses ${nameOf(task.registry, used)})`
    return `${before?.verb} ${nameOf(task.registry, before?.subject ?? used)} before ${after?.verb} ${nameOf(task.registry, after?.subject ?? user)}${because}`
  })
  return `these steps wait for each other: ${[...new Set(steps)].slice(0, 8).join('; ')}.`
}

function toAction(node: PlanNode, at: number, place: { transaction: number; transactional: boolean }, why: string): PlannedAction {
  const { sql, locks, rewrites, scans, loses } = node.draft
  return {
    number: at + 1,
    sql,
    subject: node.subject,
    verb: node.verb,
    creates: [...node.creates],
    destroys: [...node.destroys],
    locks: [...(locks ?? [])],
    rewrites: [...(rewrites ?? [])],
    scans: [...(scans ?? [])],
    loses: loses ?? null,
    ...place,
    why,
  }
}
