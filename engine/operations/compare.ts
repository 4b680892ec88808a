import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { ObjectRef } from '#shared/contract/schema.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { comparisonsOf, type KeptComparison } from '../compare/comparisons.ts'
import { planComparison } from '../compare/plan-comparison.ts'
import { findSide } from '../compare/resolve-side.ts'
import { runComparison } from '../compare/run-comparison.ts'
import { runDrift } from '../compare/run-drift.ts'
import { writeMigration } from '../compare/write-migration.ts'
import type { Engine } from '../engine.ts'
import { ddlFor } from '../schema/pages/ddl.ts'
import { recordJudgement } from '../timeline/drift/judged-by-migrations.ts'
import { usedByOf, usesOf } from '../schema/pages/object-page.ts'

export function compareOperations(engine: Engine): Handlers<'compare'> {
  const comparisons = comparisonsOf(engine)
  return {
    run: async ({ a, b, schemas }) => {
      const sides = { a: await findSide(engine, a), b: await findSide(engine, b) }
      // What is kept of the job must not have the password of an address.
      const input = { a: sides.a.shown, b: sides.b.shown, schemas }
      return engine.jobs.start({ operation: 'compare.run', input }, (job) => runComparison(comparisons, sides, schemas, job))
    },
    show: ({ comparison }) => comparisons.get(comparison).comparison,
    object: ({ comparison, id }) => objectOf(comparisons.get(comparison), id),
    plan: ({ comparison, ...choice }) => {
      const { forward, undo, cameAlong } = planComparison(comparisons.get(comparison), choice)
      return { forward, undo, cameAlong }
    },
    write: async ({ comparison, env, description, version, fingerprint, ...choice }) => {
      const environment = engine.environments.get(env)
      const kept = comparisons.get(comparison)
      const planned = planComparison(kept, choice)
      if (fingerprint !== undefined && fingerprint !== planned.forward.fingerprint) throw new AppError('plan_changed', {}, { state: 'No file was written.' })
      const titles = { a: kept.sides.a.title, b: kept.sides.b.title }
      return writeMigration(environment, planned, { description, version, titles, by: engine.actor.user })
    },
    drift: ({ env, against }) => {
      const environment = engine.environments.get(env)
      return engine.jobs.start({ operation: 'compare.drift', env: environment.name, input: { env, against } }, async (job) => {
        const result = await runDrift(engine, comparisons, environment, against, job)
        if (result.against === 'migrations') await recordJudgement(engine, environment, comparisons.get(result.comparison)).catch((thrown: unknown) => job.log('info', `The drift was not written to the journal: ${thrown instanceof Error ? thrown.message : String(thrown)}`))
        return result
      })
    },
  }
}

/** The DDL of an object on both sides; what it uses is that of the side that has it, B before A. */
function objectOf({ a, b }: KeptComparison, id: string): { a: string | null; b: string | null; uses: ObjectRef[]; usedBy: ObjectRef[] } {
  const fact = b.get(id) ?? a.get(id)
  if (!fact) throw new AppError('not_found', { what: 'object', name: id })
  const side = b.has(id) ? b : a
  return { a: ddlIn(a, id), b: ddlIn(b, id), uses: usesOf(side, fact), usedBy: usedByOf(side, fact) }
}

function ddlIn(snapshot: Snapshot, id: string): string | null {
  return snapshot.has(id) ? ddlFor(snapshot, [id], false).sql : null
}
