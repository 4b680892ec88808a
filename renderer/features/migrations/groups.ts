import type { MigrationRow, MigrationState } from '#shared/contract/migrations.ts'

export type GroupName = 'problems' | 'applied' | 'pending' | 'repeatable'
export const groupNames: readonly GroupName[] = ['problems', 'pending', 'repeatable', 'applied']

export interface Group {
  name: GroupName
  rows: MigrationRow[]
}

const problemStates: ReadonlySet<MigrationState> = new Set(['failed', 'changed', 'missing', 'ignored'])
const waitingStates: ReadonlySet<MigrationState> = new Set(['pending', 'undone', 'out_of_order'])

/** Where a migration stands in the list. A version applied out of order is applied; one that waits out of order is pending. */
export function groupOf(row: MigrationRow): GroupName {
  if (problemStates.has(row.state)) return 'problems'
  if (row.kind === 'repeatable') return 'repeatable'
  if (waitingStates.has(row.state) && !(row.state === 'out_of_order' && row.applied)) return 'pending'
  return 'applied'
}

/** Whether it would run with the next apply, so that a preview says something of it. */
export function isPreviewed(row: MigrationRow): boolean {
  return groupOf(row) === 'pending' || row.state === 'outdated' || (row.kind === 'repeatable' && row.state === 'pending')
}

/** The groups that have rows: what asks for something first, what is done last and the newest of it on top. */
export function groupRows(rows: readonly MigrationRow[]): Group[] {
  return groupNames.map((name) => ({ name, rows: members(rows, name) })).filter((group) => group.rows.length > 0)
}

function members(rows: readonly MigrationRow[], name: GroupName): MigrationRow[] {
  const found = rows.filter((row) => groupOf(row) === name)
  return name === 'applied' ? found.toReversed() : found
}

export interface Filter {
  /** Part of the version, the description or the file name. */
  text: string
  group: GroupName | 'all'
}

export function filterRows(rows: readonly MigrationRow[], filter: Filter): MigrationRow[] {
  const wanted = filter.text.trim().toLowerCase()
  return rows.filter((row) => (filter.group === 'all' || groupOf(row) === filter.group) && (wanted === '' || matches(row, wanted)))
}

function matches(row: MigrationRow, wanted: string): boolean {
  return label(row).toLowerCase().includes(wanted) || row.script.toLowerCase().includes(wanted)
}

/** `V12`, or `R` for a repeatable migration: the short name that the file has too. */
export function shortName(row: Pick<MigrationRow, 'kind' | 'version'>): string {
  const letter = row.kind === 'repeatable' ? 'R' : row.kind === 'baseline' ? 'B' : 'V'
  return letter + (row.version ?? '')
}

export function label(row: Pick<MigrationRow, 'kind' | 'version' | 'description'>): string {
  return `${shortName(row)} ${row.description}`
}

/** Name that the undo file of a version must have: the prefix is all that differs. */
export function undoFileName(script: string): string {
  const slash = script.lastIndexOf('/') + 1
  return `${script.slice(0, slash)}U${script.slice(slash + 1)}`
}

export type ListItem = { type: 'group'; name: GroupName; count: number } | { type: 'row'; row: MigrationRow }

/** The list as the virtualiser wants it: heads and rows in one line. */
export function listItems(groups: readonly Group[]): ListItem[] {
  return groups.flatMap((group): ListItem[] => [
    { type: 'group', name: group.name, count: group.rows.length },
    ...group.rows.map((row): ListItem => ({ type: 'row', row })),
  ])
}

/** The row before or after the chosen one, as the arrow keys go; stays at the ends. */
export function neighbour(items: readonly ListItem[], script: string | undefined, step: 1 | -1): MigrationRow | undefined {
  const rows = items.flatMap((item) => (item.type === 'row' ? [item.row] : []))
  const at = rows.findIndex((row) => row.script === script)
  if (at < 0) return step === 1 ? rows[0] : rows.at(-1)
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))]
}

/** The applied version below a row's, where an undo of that row leads to; `0` when it was the first. */
export function versionBefore(rows: readonly MigrationRow[], row: MigrationRow): string {
  const applied = rows.filter((each) => each.kind === 'versioned' && each.applied?.success && each.state !== 'undone')
  const at = applied.findIndex(({ script }) => script === row.script)
  return applied[at - 1]?.version ?? '0'
}
