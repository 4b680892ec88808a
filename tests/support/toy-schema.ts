import type { PlannedAction } from '#shared/contract/compare.ts'
import { sameJson } from '#shared/schema/diff.ts'
import { satelliteId, type Fact, type FactId, type Json } from '#shared/schema/fact.ts'
import type { ActionDraft, At, Kind, Registry } from '#shared/schema/kind.ts'
import { Snapshot, type Edge } from '#shared/schema/snapshot.ts'

/** A small world with the traits of PostgreSQL's that a planner must know: tables, columns, defaults, views, functions, enums, indexes, comments. */
export interface Toy {
  id: string
  parent?: string
  data?: Record<string, Json>
  uses?: readonly string[]
}

export const head = { database: 'toy', serverVersion: '15', serverVersionNum: 150000, takenAt: '2026-01-01T00:00:00Z', schemas: null, gaps: [] }

export function toySnapshot(toys: readonly Toy[]): Snapshot {
  const facts = toys.map(({ id, parent, data }): Fact => ({
    id,
    kind: /^[^:@]+/.exec(id)?.[0] ?? '',
    path: id.replace(/^[^:]*:/, '').split('.'),
    parent: parent ?? null,
    data: data ?? {},
  }))
  return new Snapshot(
    head,
    facts,
    toys.flatMap(({ id, uses }) => (uses ?? []).map((to): Edge => ({ from: id, to }))),
  )
}

export const comment = (of: string, text: string): Toy => ({ id: satelliteId('comment', of), parent: of, data: { text } })

function toyKind(name: string, order: number, more: Partial<Kind> = {}): Kind {
  return {
    name,
    label: [name, `${name}s`],
    icon: name,
    order,
    catalog: [],
    create: (fact) => [{ sql: `create ${fact.id}` }],
    drop: (fact) => [{ sql: `drop ${fact.id}` }],
    alter: (_before, after) => [{ sql: `alter ${after.id}` }],
    rename: (before, after) => [{ sql: `rename ${before.id} to ${after.id}` }],
    ...more,
  }
}

const relationNames = (fact: Fact) => [`relation:${fact.path.join('.')}`]

/** Columns and defaults come with CREATE TABLE unless they are wanted apart. */
function createTable(fact: Fact, { here, apart }: At): ActionDraft[] {
  const columns = here.children(fact.id, 'column').filter(({ id }) => !apart.has(id))
  const defaults = columns.flatMap(({ id }) => here.children(id, 'default')).filter(({ id }) => !apart.has(id))
  return [{ sql: `create ${fact.id}`, creates: [...columns, ...defaults].map(({ id }) => id) }]
}

const satellite: Kind['catalog'] = [{ catalog: 'pg_description', satellite: true, sql: () => '', facts: () => [] }]

export const toyKinds: Registry = new Map(
  [
    toyKind('schema', 1),
    toyKind('enum', 2, { alter: (_before, after) => [{ sql: `alter ${after.id} add value`, transaction: 'commit-before-use' }] }),
    toyKind('type', 2, { alter: () => null }),
    toyKind('function', 3, {
      alter: (before, after) => (before.data['returns'] === after.data['returns'] ? [{ sql: `replace ${after.id}` }] : null),
    }),
    toyKind('table', 4, {
      holdsData: () => true,
      occupies: relationNames,
      create: createTable,
      drop: (fact) => [{ sql: `drop ${fact.id}`, loses: `Rows of ${fact.id}.` }],
    }),
    toyKind('column', 5, {
      holdsData: () => true,
      alter: (_before, after) => [{ sql: `alter ${after.id}`, disturbs: [after.id] }],
    }),
    toyKind('default', 6, { survivesTypeChange: true }),
    toyKind('index', 7, { survivesTypeChange: true, occupies: relationNames, alter: () => null }),
    toyKind('constraint', 8, { survivesTypeChange: true, alter: () => null }),
    toyKind('view', 9, {
      occupies: relationNames,
      alter: (before, after) => (before.data['columns'] === after.data['columns'] ? [{ sql: `replace ${after.id}` }] : null),
      stub: (fact) => ({ placeholder: [{ sql: `stub ${fact.id}` }], fill: [{ sql: `fill ${fact.id}` }] }),
    }),
    toyKind('comment', 20, { catalog: satellite, noise: 'comment' }),
  ].map((kind) => [kind.name, kind]),
)

/** Runs a plan as PostgreSQL would: what is used must be there, what is dropped must be free. Returns what went wrong; nothing: A has become B. */
export function simulate(actions: readonly PlannedAction[], a: Snapshot, b: Snapshot): string[] {
  return new World(a, b).run(actions)
}

class World {
  readonly #a: Snapshot
  readonly #b: Snapshot
  readonly #now = new Map<FactId, { fact: Fact; uses: readonly FactId[] }>()
  readonly #problems: string[] = []

  constructor(a: Snapshot, b: Snapshot) {
    this.#a = a
    this.#b = b
    for (const [id, fact] of a.facts) this.#now.set(id, { fact, uses: a.uses(id) })
  }

  run(actions: readonly PlannedAction[]): string[] {
    for (const action of actions) {
      if (action.verb === 'rename') {
        this.#rename(action)
        continue
      }
      this.#destroy(action)
      for (const id of action.creates) this.#put(id, action)
      if (action.sql.startsWith('stub '))
        this.#now.set(action.subject, { fact: (this.#b.get(action.subject) ?? this.#a.get(action.subject)) as Fact, uses: [] })
      else if (action.verb === 'alter' || action.verb === 'replace') this.#alter(action)
    }
    for (const [id, fact] of this.#b.facts)
      if (!sameJson(this.#now.get(id)?.fact.data, fact.data)) this.#problems.push(`${id} is not as it should be in the end`)
    for (const id of this.#now.keys()) if (!this.#b.has(id)) this.#problems.push(`${id} is still there in the end`)
    return this.#problems
  }

  #rename({ destroys, creates }: PlannedAction): void {
    const ids = new Map(destroys.map((id, at) => [id, creates[at] ?? id]))
    const idOf = (id: FactId) => ids.get(id) ?? id
    const before = [...this.#now]
    this.#now.clear()
    for (const [id, { fact, uses }] of before)
      this.#now.set(idOf(id), { fact: { ...fact, id: idOf(id), parent: fact.parent && idOf(fact.parent) }, uses: uses.map(idOf) })
  }

  #destroy({ destroys, sql }: PlannedAction): void {
    for (const id of destroys) if (!this.#now.delete(id)) this.#problems.push(`${sql}: there is no ${id}`)
    const gone = new Set(destroys)
    if (gone.size > 0)
      for (const [id, { fact, uses }] of this.#now)
        if ([...uses, fact.parent].some((used) => used && gone.has(used))) this.#problems.push(`${sql}: ${id} needs it`)
  }

  #put(id: FactId, { sql, creates }: PlannedAction): void {
    const fact = this.#b.get(id) as Fact
    if (this.#now.has(id)) this.#problems.push(`${sql}: ${id} exists`)
    const uses = sql.startsWith('stub ') ? [] : this.#b.uses(id)
    for (const used of [...uses, fact.parent]) if (used && !this.#now.has(used) && !creates.includes(used)) this.#problems.push(`${sql}: ${id} needs ${used}`)
    this.#now.set(id, { fact, uses })
  }

  #alter({ sql, subject }: PlannedAction): void {
    const fact = this.#b.get(subject) as Fact
    if (!this.#now.has(subject)) this.#problems.push(`${sql}: there is no ${subject}`)
    for (const used of this.#b.uses(subject)) if (!this.#now.has(used)) this.#problems.push(`${sql}: ${subject} needs ${used}`)
    if (subject.startsWith('column:'))
      for (const [id, { uses }] of this.#now) if (/^(view|function):/.test(id) && uses.includes(subject)) this.#problems.push(`${sql}: ${id} uses the column`)
    this.#now.set(subject, { fact, uses: this.#b.uses(subject) })
  }
}
