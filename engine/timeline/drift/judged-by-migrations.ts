import type { Environment } from '#shared/contract/environments.ts'
import type { KeptComparison } from '../../compare/comparisons.ts'
import type { Engine } from '../../engine.ts'
import { withSession } from '../../migrations/locked-session.ts'
import { readPresent } from '../read-story.ts'
import { changedObjects } from './changed-objects.ts'
import { tell, tellDrift } from './look-for-drift.ts'
import { openDrift } from './reference.ts'

/**
 * Writes down what a comparison with the applied migrations has found: a drift once, and that it is gone. Owners, privileges and
 * comments alone are none: a shadow has others. Throws what connecting and reading throw.
 */
export async function recordJudgement(engine: Engine, environment: Environment, { comparison, a, b, fingerprints }: KeptComparison): Promise<void> {
  const drifted = comparison.differences.some(({ noise }) => noise === 'none')
  await withSession(engine, environment, async (client) => {
    const open = openDrift(await readPresent(engine, client, environment))
    const look = { engine, environment, client }
    if (!drifted && open) return tell(look, 'drift_resolved', 'The schema is again as the migrations make it', { before: open.row.after, after: fingerprints.b })
    if (!drifted || open?.row.after === fingerprints.b) return undefined
    const known = await engine.mirror.known(environment)
    return tellDrift(look, { changed: changedObjects(a, b), from: known && known.fingerprint !== fingerprints.b ? known.goodAt : environment.createdAt, before: fingerprints.a, after: fingerprints.b })
  })
}
