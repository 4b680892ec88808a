import { casesOf, type LockGroup } from './case.ts'
import { groups } from './groups.ts'
import { cellsOf, rangeOf, titleOf, type LockLine } from './render.ts'

/** What one server showed. */
export interface Measured {
  major: number
  version: string
  /** By the title of the statement. */
  lines: ReadonlyMap<string, LockLine>
}

/** docs/locks.md. */
export function page(measured: readonly Measured[], findings: string): string {
  const titles = new Set(measured.flatMap(({ lines }) => [...lines.keys()]))
  return [head(measured, titles.size), ...groups.map((group) => section(group, measured)), findings.trimEnd(), ''].join('\n')
}

function head(measured: readonly Measured[], forms: number): string {
  return `# What statements lock, rewrite and read

Written by \`npm run locks\`: each of these ${forms} statements was traced on real servers, PostgreSQL ${measured.map(({ version }) => version).join(', ')}, with the tables of
[setup.ts](../scripts/lock-table/setup.ts), which hold 1,000 rows each. A test checks that each line still is what the server does.

- **Versions**: the major versions that showed it; a statement has several lines where they differ.
- **Waits**: what other sessions have to wait with while the statement's transaction lasts. *Writes* also wait where reads do.
- **Locks**: what the statement adds, the strongest on each relation, on relations that were there before. "By the manual": too short to be seen.
- **Work**: what grows with the data. Reading a table takes place under the locks beside it.
`
}

function section(group: LockGroup, measured: readonly Measured[]): string {
  const rows = casesOf(group).flatMap((one) => rowsOf(titleOf(one), measured))
  return [`## ${group.title}`, '', '| Statement | Versions | Waits | Locks | Work |', '|---|---|---|---|---|', ...rows, ''].join('\n')
}

/** One row for each way in which servers treat the statement; only the first repeats it. */
function rowsOf(title: string, measured: readonly Measured[]): string[] {
  const ways = new Map<string, { line: LockLine; majors: number[] }>()
  for (const { major, lines } of measured) {
    const line = lines.get(title)
    if (!line) continue
    const key = JSON.stringify(line)
    const way = ways.get(key) ?? { line, majors: [] }
    way.majors.push(major)
    ways.set(key, way)
  }
  const all = measured.map(({ major }) => major)
  return [...ways.values()].map(({ line, majors }, index) => `| ${index === 0 ? title : ''} | ${cellsOf(rangeOf(majors, all), line)} |`)
}
