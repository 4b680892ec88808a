import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackResult } from '#shared/contract/rollback.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

/** A small shop: version 3 comes late in some tests. */
export const files = {
  'V1__shop.sql': "CREATE TABLE shop (id int PRIMARY KEY, name text);\nINSERT INTO shop VALUES (1, 'a'), (2, 'b');", 'U1__shop.sql': 'DROP TABLE shop;',
  'V2__orders.sql': 'CREATE TABLE orders (id int PRIMARY KEY, shop int REFERENCES shop);', 'U2__orders.sql': 'DROP TABLE orders;',
  'V4__note.sql': 'ALTER TABLE shop ADD COLUMN note text;', 'U4__note.sql': 'ALTER TABLE shop DROP COLUMN note;',
}

export interface World extends Awaited<ReturnType<StudioWorld['environment']>> {
  studio: StudioWorld
  apply(to?: string): Promise<unknown>
}

export async function world(change: Parameters<StudioWorld['environment']>[2] = { files }, policies: Partial<Environment['policies']> = {}): Promise<World> {
  const studio = studioWorld()
  const made = await studio.environment('shop', '', change)
  const { id, createdAt: _created, updatedAt: _updated, hasPassword: _password, sample: _sample, ...input } = made.environment
  const environment = await studio.engine.environments.update(id, { ...input, policies: { ...input.policies, ...policies } })
  return { ...made, environment, studio, apply: (to) => studio.done(studio.operations.migrations.apply({ env: 'shop', ...(to !== undefined && { to }) }, {})) }
}

export const plan = ({ studio }: World, point: { version?: string; event?: string; at?: string; rollback?: string }) => studio.operations.rollback.plan({ env: 'shop', ...point }, {})
export const run = ({ studio }: World, input: object) => studio.done<RollbackResult>(studio.operations.rollback.run({ env: 'shop', endSessions: false, ...input }, {}))
export const scriptsOf = (steps: readonly { method: string; script: string | null }[]) => steps.flatMap(({ method, script }) => (script === null ? [] : [`${method} ${script}`]))
