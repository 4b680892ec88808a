import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { ObjectPage, ObjectRef, SnapshotInfo } from '#shared/contract/schema.ts'
import { renderDiagnostics } from './diagnostics.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { bytes, count, indent, time } from './values.ts'

const nameOf = ({ schema, name }: ObjectRef) => (schema === null ? name : `${schema}.${name}`)

export function renderObject(page: ObjectPage, look: Look): string {
  const { object, owner, comment, size, live, snapshot, gaps, ddl } = page
  const { paint, timeZone } = look
  const facts = [owner && `owner ${owner}`, size && `${bytes(size.totalBytes)}${size.estimatedRows >= 0 ? `, about ${count(size.estimatedRows, 'row')}` : ''}`].filter(Boolean).join(', ')
  const head = `${paint.bold(`${object.kind} ${nameOf(object)}`)}${facts ? `  ${paint.dim(facts)}` : ''}\n${comment === null ? '' : `${comment}\n`}${live ? '' : paint.yellow(`As of ${time(snapshot.takenAt, timeZone)}; the server was not asked.\n`)}`
  return [head, ...sections(page, look), `${paint.bold('SQL')}\n${indent(ddl.trimEnd())}\n`, renderDiagnostics(gaps, look)].filter(Boolean).join('\n')
}

function sections({ columns, parts, privileges, uses, usedBy, migrations }: ObjectPage, look: Look): string[] {
  const { paint } = look
  const section = (title: string, body: string) => (body === '' ? '' : `${paint.bold(title)}\n${indent(body)}\n`)
  const columnRows = columns.map(({ name, type, nullable, default: usual, primaryKey, references, comment }) => [name, type, nullable ? '' : 'not null', usual ?? '', [primaryKey && 'key', ...references.map((ref) => `-> ${nameOf(ref)}`)].filter(Boolean).join(' '), comment ?? ''])
  const privilegeRows = privileges.map(({ grantee, privileges: given, column, revoked }) => [grantee, column ?? '', [...given, ...(revoked ?? []).map((one) => `not ${one}`)].join(', ')])
  return [
    section('Columns', columns.length === 0 ? '' : table(['Name', 'Type', '', 'Default', 'Key', 'Comment'], columnRows, look)),
    section('Parts', parts.length === 0 ? '' : table(['Kind', 'Name', 'State', 'Definition'], parts.map(({ ref, definition, state }) => [ref.kind, ref.name, state ?? '', definition]), look)),
    section('Privileges', privileges.length === 0 ? '' : table(['Role', 'Column', 'Privileges'], privilegeRows, look)),
    section('Uses', uses.map((ref) => `${ref.kind} ${nameOf(ref)}`).join('\n')),
    section('Used by', usedBy.map((ref) => `${ref.kind} ${nameOf(ref)}`).join('\n')),
    section('Migrations', migrations.length === 0 ? '' : table(['File', 'Line', 'State', 'Statement'], migrations.map(({ script, line, state, statement }) => [script, String(line), state.replaceAll('_', ' '), firstLine(statement)]), look)),
  ].filter(Boolean)
}

function firstLine(statement: string): string {
  const [line = ''] = statement.split('\n')
  return line.length > 80 ? `${line.slice(0, 79)}~` : line
}

export function renderMatches({ matches, total }: { matches: ObjectRef[]; total: number }, look: Look): string {
  if (total === 0) return 'Nothing has such a name.\n'
  const rows = matches.map((ref) => [ref.kind, nameOf(ref), look.paint.dim(ref.id)])
  const more = total > matches.length ? `${count(total - matches.length, 'more match', 'more matches')}: --limit shows more.\n` : ''
  return `${table(['Kind', 'Name', 'Id'], rows, look)}\n${more}`
}

/** SQL alone, so that it can go into a file or to psql; what is missing in it stands in comments. */
export function renderDdl({ sql, gaps }: { sql: string; gaps: Diagnostic[] }): string {
  return `${gaps.map(({ message }) => `-- Not in here: ${message.replace(/\s+/g, ' ')}\n`).join('')}${sql}`
}

export function renderSnapshot(info: SnapshotInfo & { file?: string | null }, { paint, timeZone }: Look): string {
  const { id, env, database, facts, bytes: size, takenAt, migrationVersion, file } = info
  const version = migrationVersion === null ? '' : `, at version ${migrationVersion}`
  return `${paint.green('Kept')} ${paint.bold(id)}  ${env ?? database}${version}, ${count(facts, 'fact')}, ${bytes(size)}, ${time(takenAt, timeZone)}\n${file ? `Written to ${file}\n` : ''}`
}

export function renderSnapshots({ snapshots }: { snapshots: SnapshotInfo[] }, look: Look): string {
  if (snapshots.length === 0) return 'No snapshots yet. Keep one with: strata snapshot ENV\n'
  const why = { browse: 'read for the browser', manual: 'kept', after_migrating: 'after migrating' } as const
  const rows = snapshots.map(({ id, env, database, takenAt, trigger, name, migrationVersion, facts, bytes: size }) => [id, env ?? database, time(takenAt, look.timeZone), name ?? why[trigger], migrationVersion ?? '', String(facts), bytes(size)])
  return `${table(['Id', 'Of', 'Taken', 'Why', 'Version', { title: 'Facts', align: 'right' }, { title: 'Size', align: 'right' }], rows, look)}\n`
}
