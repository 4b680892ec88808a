import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Comparison } from '#shared/contract/compare.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { kinds } from '#shared/kinds/index.ts'
import { diffSnapshots, type Delta } from '#shared/schema/diff.ts'
import { findRenames } from '#shared/schema/rename/find-renames.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import { fingerprintOf } from '../schema/take-snapshot.ts'
import { onlySchemas } from '../schema/with-schemas-read.ts'
import { differencesOf } from './differences.ts'
import { withoutHistory } from './own-tables.ts'
import type { ReadSide } from './resolve-side.ts'

/** A comparison with the schemas that it is made of. */
export interface KeptComparison {
  comparison: Comparison
  a: Snapshot
  b: Snapshot
  deltas: readonly Delta[]
  fingerprints: { a: string; b: string }
  sides: { a: ReadSide; b: ReadSide }
}

/** How many are kept. */
const most = 10

/** The results of comparisons, in memory: the newest ones. */
export class Comparisons {
  readonly #kept = new Map<string, KeptComparison>()

  /** Compares two schemas and keeps the result. `began`: performance.now() when the work began. */
  add(a: ReadSide, b: ReadSide, schemas: readonly string[] | undefined, began: number): KeptComparison {
    const kept = compare(a, b, schemas, began)
    this.#kept.set(kept.comparison.id, kept)
    for (const old of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size - most))) this.#kept.delete(old)
    return kept
  }

  /** Throws `not_found`. */
  get(id: string): KeptComparison {
    const found = this.#kept.get(id)
    if (!found) throw new AppError('not_found', { what: 'comparison', name: id }, { help: `Compare again: only the last ${most} comparisons of this run are kept.` })
    return found
  }
}

const ofStores = new WeakMap<object, Comparisons>()

/** Those of an engine: every area that compares keeps its results in one place, and so do the engines of several people. */
export function comparisonsOf({ snapshots }: Pick<Engine, 'snapshots'>): Comparisons {
  const known = ofStores.get(snapshots) ?? new Comparisons()
  ofStores.set(snapshots, known)
  return known
}

function compare(sideA: ReadSide, sideB: ReadSide, schemas: readonly string[] | undefined, began: number): KeptComparison {
  const places = [sideA.history, sideB.history]
  const [a, b] = [sideA, sideB].map(({ snapshot }) => withoutHistory(schemas === undefined ? snapshot : onlySchemas(snapshot, schemas), places)) as [Snapshot, Snapshot]
  const deltas = diffSnapshots(a, b)
  const fingerprints = { a: fingerprintOf(a), b: fingerprintOf(b) }
  const comparison: Comparison = {
    id: randomUUID(),
    a: sideOf(sideA, a, fingerprints.a), b: sideOf(sideB, b, fingerprints.b),
    equal: deltas.length === 0,
    differences: differencesOf(a, b, deltas, kinds),
    renames: findRenames(a, b, deltas, kinds).map(({ from, to, reason, likeness }) => ({ from, to, reason, likeness })),
    gaps: [...gapsOf([[sideA, a], [sideB, b]]), ...versionGap(a, b)],
    ms: Math.round(performance.now() - began),
  }
  return { comparison, a, b, deltas, fingerprints, sides: { a: sideA, b: sideB } }
}

function sideOf({ shown, title, environment }: ReadSide, { head, facts }: Snapshot, fingerprint: string): Comparison['a'] {
  return { source: shown, title, serverVersion: head.serverVersion, takenAt: head.takenAt, fingerprint, facts: facts.size, env: environment?.id === undefined || environment.id === 'address' ? null : environment.name }
}

/** What neither side could read is said once. */
function gapsOf(sides: readonly (readonly [ReadSide, Snapshot])[]): Diagnostic[] {
  const found = new Map<string, { gap: Diagnostic; titles: string[] }>()
  for (const [{ title }, { head }] of sides) {
    for (const gap of head.gaps) {
      const key = [gap.code, gap.subject, ...gap.message.split(/, |: |\.$/).toSorted()].join('\n')
      const known = found.get(key) ?? { gap, titles: [] }
      found.set(key, { gap, titles: [...known.titles, title] })
    }
  }
  return [...found.values()].map(({ gap, titles }) => (titles.length > 1 ? gap : { ...gap, message: `${titles[0]}: ${gap.message}` }))
}

/** Another version may print the same definition in other words. */
function versionGap(a: Snapshot, b: Snapshot): Diagnostic[] {
  const [one, other] = [a, b].map(({ head }) => Math.floor(head.serverVersionNum / 10_000)) as [number, number]
  if (one === other) return []
  return [{ code: 'other-major', severity: 'warning', message: `One schema was read from PostgreSQL ${one}, the other from ${other}: some definitions may differ in words alone.` }]
}
