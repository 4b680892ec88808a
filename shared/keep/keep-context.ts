import { AppError } from '../contract/app-error.ts'
import type { KeepWay } from '../contract/preview.ts'
import type { LintFile, LintStatement } from '../lint/rule.ts'
import type { Snapshot } from '../schema/snapshot.ts'
import { findBlocks, type Block } from './blocks.ts'
import { lossesOf } from './losses/losses-of.ts'
import type { Loss, LossContext } from './losses/loss.ts'
import { Scene } from './scene.ts'

export interface StatementLosses {
  readonly context: LossContext
  readonly losses: readonly Loss[]
}

/** What each statement of a script destroys, blocks of earlier choices left out; the scene is that before the statement. */
export function* walkLosses(file: LintFile, before: Snapshot, schema: string): Generator<StatementLosses> {
  const scene = new Scene(before, schema)
  const blocks = findBlocks(file.text)
  for (const statement of file.statements) {
    const context = { file, scene, statement }
    if (blockAround(blocks, statement) === undefined) yield { context, losses: lossesOf(context) }
    scene.see(statement.node)
  }
}

export function blockAround(blocks: readonly Block[], statement: LintStatement): Block | undefined {
  return blocks.find(({ start, end }) => statement.start >= start && statement.start < end)
}

/** The block that was inserted before a statement. */
export function blockBefore(file: LintFile, blocks: readonly Block[], statement: LintStatement): Block | undefined {
  const before = blocks.filter(({ end, was }) => was === null && end <= statement.start).at(-1)
  return before && !file.statements.some(({ start }) => start >= before.end && start < statement.start) ? before : undefined
}

/** Ways that all losses of a statement leave open. */
export function waysOf(losses: readonly Loss[]): KeepWay[] {
  return (['discard', 'archive', 'rename'] as const).filter((way) => losses.every(({ ways }) => ways.includes(way)))
}

export function problemOf(losses: readonly Loss[]): string | null {
  const problems = new Set(losses.flatMap(({ problem }) => problem ?? []))
  return problems.size === 0 ? null : [...problems].join(' ')
}

export function refuse(problem: string): AppError {
  return new AppError('bad_request', { problem })
}
