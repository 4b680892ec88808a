import type { PreviewedMigration } from '#shared/contract/preview.ts'
import { dangerOf } from '#shared/preview/danger.ts'
import type { Tone } from '../../../ui/tone.ts'

export type BadgeName = 'fails' | 'notRun' | 'losesData' | 'rewrite' | 'blocks' | 'undoProved' | 'undoSchemaOnly' | 'undoDiffers' | 'undoImpossible' | 'undoFails'

export interface Badge {
  name: BadgeName
  tone: Tone
}

const proofs = {
  proved: { name: 'undoProved', tone: 'ok' }, schema_only: { name: 'undoSchemaOnly', tone: 'warn' }, differs: { name: 'undoDiffers', tone: 'bad' },
  impossible: { name: 'undoImpossible', tone: 'bad' }, failed: { name: 'undoFails', tone: 'bad' },
} as const satisfies Record<string, Badge>

const lasting = new Set(['drop_table', 'drop_column', 'drop_schema', 'truncate', 'narrowing_type', 'delete'])

/** What a reader should know of a migration before opening it, the gravest first. */
export function badgesOf(migration: PreviewedMigration): Badge[] {
  if (migration.outcome === 'failed') return [{ name: 'fails', tone: 'bad' }]
  if (migration.outcome === 'not_run') return [{ name: 'notRun', tone: 'neutral' }]
  const { statements, destroys, proof } = migration
  const isRewritten = statements.some(({ rewrites }) => rewrites.length > 0)
  const loses = destroys.some(({ kind, chosen }) => chosen === 'discard' && lasting.has(kind))
  return [
    ...(loses ? [{ name: 'losesData', tone: 'bad' } as const] : []),
    ...(isRewritten ? [{ name: 'rewrite', tone: 'warn' } as const] : statements.some((each) => dangerOf(each) === 'danger') ? [{ name: 'blocks', tone: 'warn' } as const] : []),
    ...(proof ? [proofs[proof.status]] : []),
  ]
}
