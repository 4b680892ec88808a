import { lockModes } from '#shared/contract/compare.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import type { LockCase } from './case.ts'

/** What was measured of one statement, as a line of the table shows it. */
export interface LockLine {
  waits: string
  locks: string
  work: string
}

export function lineOf(statement: TracedStatement): LockLine {
  return { waits: waitsOf(statement), locks: locksOf(statement), work: workOf(statement) || '–' }
}

function waitsOf({ blocks }: TracedStatement): string {
  if (blocks.includes('reads')) return 'reads, writes'
  if (blocks.includes('writes')) return 'writes'
  return blocks.length > 0 ? 'changes of the schema, vacuum' : '–'
}

/** The strongest first; what only planning needs of an index is left out. */
function locksOf({ locks }: TracedStatement): string {
  const old = locks.filter(({ isNew, kind, mode }) => !isNew && !(kind === 'index' && mode === 'ACCESS SHARE'))
  const parts = [...lockModes].reverse().flatMap((mode) => {
    const held = old.filter((lock) => lock.mode === mode)
    if (held.length === 0) return []
    const names = (indexes: boolean) => held.filter(({ kind }) => (kind === 'index') === indexes).map(({ relation, how }) => `${short(relation)}${how === 'documented' ? ' (by the manual)' : ''}`).toSorted()
    const [tables, indexes] = [names(false), names(true)]
    return [`${mode}: ${[...tables, ...(indexes.length > 0 ? [`${indexes.length > 1 ? 'indexes' : 'index'} ${indexes.join(', ')}`] : [])].join(', ')}`]
  })
  return parts.join('<br>') || 'none'
}

function workOf({ rewrites, scans, rows, indexes }: TracedStatement): string {
  const reads = scans.map(({ relation, rows: read }) => `reads ${short(relation)}${times(read)}`)
  const built = indexes.map(({ name, relation, action }) => ({ built: `builds an index on ${short(relation)}`, rebuilt: `rebuilds ${short(name)}`, dropped: `drops index ${short(name)}` })[action])
  const written = rows.flatMap(({ relation, inserted, updated, deleted, by }) => [count('inserts', inserted), count('updates', updated), count('deletes', deleted)].filter(Boolean).map((words) => `${words} ${words.startsWith('inserts') ? 'into' : 'of'} ${short(relation)}${by === 'effect' ? ' by effect' : ''}`))
  return [...rewrites.map(({ relation }) => `**rewrites ${short(relation)}**`).toSorted(), ...[...reads, ...built, ...written].toSorted()].join('<br>')
}

/** Every table has 1,000 rows. */
function times(read: number): string {
  const whole = Math.round(read / 1000)
  if (read === 0) return ' (no rows)'
  if (read % 1000 !== 0) return ` (${read} rows)`
  return whole === 1 ? '' : ` ${whole} times`
}

function count(verb: string, rows: number): string {
  return rows === 0 ? '' : `${verb} ${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`
}

function short(relation: string): string {
  return relation.replace(/^public\./, '')
}

/** The statement as the table names it. */
export function titleOf({ sql, before }: LockCase): string {
  const words = before === undefined ? sql : `${before}; ${sql}`
  return `\`${words.replaceAll('|', '\\|')}\``
}

export function cellsOf(versions: string, { waits, locks, work }: LockLine): string {
  return [versions, waits, locks, work].join(' | ')
}

/** Majors that follow one another: "13–17, 18". */
export function rangeOf(majors: readonly number[], all: readonly number[]): string {
  const runs: number[][] = []
  for (const major of majors) {
    const run = runs.at(-1)
    if (run && all.indexOf(major) === all.indexOf(run.at(-1) ?? 0) + 1) run.push(major)
    else runs.push([major])
  }
  return runs.map((run) => (run.length === 1 ? `${run[0]}` : `${run[0]}–${run.at(-1)}`)).join(', ')
}

/** Lines of docs/locks.md by the title of their statement, as they hold for a major version. */
export function readLines(markdown: string, major: number): Map<string, LockLine> {
  const found = new Map<string, LockLine>()
  let title = ''
  for (const line of markdown.split('\n').filter((one) => /^\| (`| \|)/.test(one))) {
    const [first = '', versions = '', waits = '', locks = '', work = ''] = line.slice(2, -2).split(/(?<!\\) \| /)
    if (first.trim() !== '') title = first
    if (holds(versions, major)) found.set(title, { waits, locks, work })
  }
  return found
}

function holds(versions: string, major: number): boolean {
  return versions.split(', ').some((range) => {
    const [from = '', to = from] = range.split('–')
    return major >= Number(from) && major <= Number(to)
  })
}
