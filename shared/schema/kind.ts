import type { PlannedAction } from '../contract/compare.ts'
import type { Fact, FactId } from './fact.ts'
import type { Snapshot } from './snapshot.ts'

export type LockMode = PlannedAction['locks'][number]['mode']
export type Noise = 'none' | 'privilege' | 'owner' | 'comment' | 'storage'

/** A value as pg gives it for a catalog query. */
export type Row = Readonly<Record<string, unknown>>

export interface ServerFacts {
  /** `server_version_num`. */
  version: number
  superuser: boolean
}

/** Finds the fact of a catalog address; undefined: none that is modelled, or a part of an extension. */
export interface ReadContext extends ServerFacts {
  resolve(catalog: string, oid: number, sub?: number): FactId | undefined
  /** Adds an edge that pg_depend does not hold. */
  edge(from: FactId, to: FactId): void
}

/**
 * One catalog query. Its SQL takes one parameter, `$1::text[]`: the schemas to read, or null for all but PostgreSQL's own
 * (`pg_catalog`, `information_schema`, `pg_toast*`, `pg_temp*`). Each row has `oid` and, for parts of a relation, `sub`
 * (pg_depend's objid and objsubid); the first fact made of a row is the one at that address.
 */
export interface CatalogQuery {
  /** Catalog whose rows are read, `pg_class`: pg_depend's classid. */
  catalog: string
  /** Lowest server_version_num that has it. */
  since?: number
  /** Runs after all others, and may `resolve` what they have read: comments, owners, privileges. */
  satellite?: boolean
  /** Each row locks relations while it is read (pg_get_viewdef): read in batches, each rolled back to a savepoint. The SQL then takes `$2::oid[]`, and `keys` lists the oids. */
  batches?: { size: number; keys(server: ServerFacts): string }
  /** A catalog that ordinary users may not read (pg_subscription, pg_user_mapping): a refusal becomes a gap, not an error. */
  mayBeDenied?: boolean
  sql(server: ServerFacts): string
  facts(row: Row, context: ReadContext): readonly Fact[]
}

/** Where DDL is written: `here` is the snapshot that the fact stands in, `there` the other one. */
export interface At {
  here: Snapshot
  there: Snapshot
  /** `server_version_num` of the server that will run the statement. */
  version: number
  /** Parts that get a statement of their own although `create` could include them, or `drop` would take them along: a cycle is to be broken. */
  apart: ReadonlySet<FactId>
  /** The fact is dropped now and put back, or is put back. */
  rebuilt(id: FactId): boolean
}

/** How a fact in a cycle comes to be: first as an empty shell, then as itself. */
export interface Stub {
  /** Creates a placeholder of the same shape, or turns the fact that exists into it. Needs nothing but the parent and what `needs` names. */
  placeholder: readonly ActionDraft[]
  /** Turns the placeholder into the fact. */
  fill: readonly ActionDraft[]
}

/** A statement before the planner has given it its place. */
export interface ActionDraft {
  sql: string
  /** Facts beside the one it is for: what CREATE TABLE includes. Of `create`, the first draft creates the fact itself. */
  creates?: readonly FactId[]
  /** Facts, beside the one it is for and that one's descendants, that are gone after it. */
  destroys?: readonly FactId[]
  /** Must exist before, beside the parent and what pg_depend says. */
  needs?: readonly FactId[]
  /** Must be gone before. */
  after?: readonly FactId[]
  /** Dependants of these facts must be taken down before it and put back after it, but those whose kind says `survivesTypeChange`. */
  disturbs?: readonly FactId[]
  /** These very facts must be taken down before it and put back after it, whatever their kind: a check that names a type which is replaced. */
  rebuilds?: readonly FactId[]
  /** Roles that the statement names and that must exist on the server. */
  roles?: readonly string[]
  locks?: readonly { mode: LockMode; relation: FactId }[]
  rewrites?: readonly FactId[]
  scans?: readonly FactId[]
  /** What data is lost, as a sentence; absent: none. */
  loses?: string
  /** `commit-before-use`: what it makes can be used in a later transaction only (enum values). `never`: cannot run in a transaction. */
  transaction?: 'any' | 'commit-before-use' | 'never'
  /** Why it is needed, in a few words. */
  why?: string
}

/** All that is known about one kind of object. One folder each below `shared/kinds`. */
export interface Kind {
  readonly name: string
  /** The field's term, singular and plural, lower case: `index`, `indexes`. */
  readonly label: readonly [string, string]
  /** Name of an icon of the interface, see renderer/ui/kind-icons. */
  readonly icon: string
  /** Where several orders are right, lower comes first when created and last when dropped. */
  readonly order: number
  /** Owners, privileges, comments, storage: what a reader may fold away. */
  readonly noise?: Noise
  /** Losing one loses data that no statement brings back: never dropped only to be put back. */
  holdsData?(fact: Fact): boolean
  /** PostgreSQL itself carries it through ALTER COLUMN ... TYPE: indexes, constraints, defaults. */
  readonly survivesTypeChange?: boolean
  readonly catalog: readonly CatalogQuery[]
  /** Names that no other fact may have at the same time, such as `relation:public.orders`. */
  occupies?(fact: Fact): readonly string[]
  create(fact: Fact, at: At): readonly ActionDraft[]
  /** An empty list: it goes by itself with something else that `at.there` lacks too. */
  drop(fact: Fact, at: At): readonly ActionDraft[]
  /** null: cannot be altered, is dropped and created. `at.here` holds `after`, `at.there` `before`. */
  alter?(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null
  /** For what may need itself in a circle (a view and a function that use each other). null or absent: no placeholder is possible. */
  stub?(fact: Fact, at: At): Stub | null
  /** Renames in place. Absent: cannot be renamed. */
  rename?(before: Fact, after: Fact, at: At): readonly ActionDraft[]
}

/** The kinds by name. The registry is an argument everywhere: this folder knows no kind. */
export type Registry = ReadonlyMap<string, Kind>
