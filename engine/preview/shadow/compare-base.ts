import type { Difference } from '#shared/contract/compare.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { kinds } from '#shared/kinds/index.ts'
import { diffSnapshots } from '#shared/schema/diff.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { differencesOf } from '../../compare/differences.ts'
import { withoutHistory } from '../../compare/own-tables.ts'
import { fingerprintOf } from '../../schema/take-snapshot.ts'
import { shadowNote } from './failures.ts'

/** Names that a sentence names; more are counted. */
const mostNamed = 8

/** The schema that migrations make: without the tables that their history is kept in. */
export function ownSchema(snapshot: Snapshot, environment: Environment): Snapshot {
  return withoutHistory(snapshot, [environment])
}

/** SHA-256 over the facts of an environment's schema, its history left out. */
export function schemaFingerprint(snapshot: Snapshot, environment: Environment): string {
  return fingerprintOf(ownSchema(snapshot, environment))
}

/** How the shadow is other than the target, in sentences; kinds that are left out on purpose have said so already. */
export function differenceNotes(target: Snapshot, shadow: Snapshot, environment: Environment, base: 'schema' | 'migrations'): Diagnostic[] {
  const [a, b] = [ownSchema(target, environment), ownSchema(shadow, environment)]
  const deltas = diffSnapshots(a, b).filter(({ kind, id }) => !/^(subscription|user-mapping)$/.test(kind) && !/@(subscription|user-mapping):/.test(id))
  const all = withoutParts(differencesOf(a, b, deltas, kinds))
  const plain = all.filter(({ noise }) => noise === 'none' || noise === 'comment')
  const what = base === 'schema' ? 'The shadow is not wholly like the environment' : 'The migrations do not make what the environment is'
  const code = base === 'schema' ? 'shadow-differs' : 'shadow-drift'
  return [
    ...(plain.length === 0 ? [] : [shadowNote(code, sameMajor(a, b) ? 'warning' : 'info', `${what}: ${sentences(plain)}.`, { params: { differences: plain.length } })]),
    ...noiseNote(all, 'owner', 'shadow-owners', (count) => `${count === 1 ? 'One object belongs' : `${count} objects belong`} to another role in the shadow than in the environment.`),
    ...noiseNote(all, 'privilege', 'shadow-privileges', (count) => `${count === 1 ? 'One privilege is' : `${count} privileges are`} other in the shadow than in the environment.`),
    ...noiseNote(all, 'storage', 'shadow-storage', (count) => `${count === 1 ? 'One object is' : `${count} objects are`} stored in another way in the shadow than in the environment (tablespaces, compression).`),
  ]
}

/** Another version prints the same definition in other words. */
function sameMajor(a: Snapshot, b: Snapshot): boolean {
  return Math.floor(a.head.serverVersionNum / 10_000) === Math.floor(b.head.serverVersionNum / 10_000)
}

/** What belongs to an object that one side lacks is missing with it. */
function withoutParts(all: readonly Difference[]): Difference[] {
  const whole = new Set(all.filter(({ change }) => change !== 'changed').map(({ id }) => id))
  return all.filter(({ id, under }) => id === under || !whole.has(under))
}

function noiseNote(all: readonly Difference[], noise: Difference['noise'], code: string, words: (count: number) => string): Diagnostic[] {
  const { length } = all.filter((one) => one.noise === noise)
  return length === 0 ? [] : [shadowNote(code, 'info', words(length), { params: { differences: length } })]
}

const changes = { removed: 'missing', added: 'there beside', changed: 'other' } as const

function sentences(all: readonly Difference[]): string {
  return (['removed', 'changed', 'added'] as const).flatMap((change) => {
    const names = all.filter((one) => one.change === change).map(({ id }) => id)
    if (names.length === 0) return []
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
    return [`${changes[change]}: ${names.slice(0, mostNamed).join(', ')}${more}`]
  }).join('; ')
}
