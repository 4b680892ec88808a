import fc from 'fast-check'

/** One object of a random schema. Numbers choose among what is there, so that every list of entries is a schema that PostgreSQL takes. */
export interface Entry {
  kind: (typeof entryKinds)[number]
  /** Tells it from others of its kind: the object keeps its name where all else about it changes. */
  key: number
  x: number
  y: number
  z: number
}

const entryKinds = ['enum', 'domain', 'table', 'table', 'index', 'foreign-key', 'view', 'view', 'materialized-view', 'function', 'table-function', 'row-function', 'trigger', 'policy', 'comment', 'grant', 'owner'] as const

const entry: fc.Arbitrary<Entry> = fc.record({ kind: fc.constantFrom(...entryKinds), key: fc.nat(4), x: fc.nat(63), y: fc.nat(63), z: fc.nat(63) })

const change = fc.record({ at: fc.nat(30), what: fc.constantFrom('remove', 'x', 'y', 'z', 'add'), by: entry })

/** Two schemas, the second of which is the first with some random changes. */
export const schemaPair: fc.Arbitrary<{ a: string; b: string }> = fc
  .record({ entries: fc.array(entry, { minLength: 4, maxLength: 18, size: 'max' }), changes: fc.array(change, { minLength: 1, maxLength: 6, size: 'max' }) })
  .map(({ entries, changes }) => ({ a: write(entries), b: write(changes.reduce(applyChange, entries)) }))

function applyChange(entries: readonly Entry[], { at, what, by }: { at: number; what: 'remove' | 'x' | 'y' | 'z' | 'add'; by: Entry }): Entry[] {
  const place = entries.length === 0 ? 0 : at % entries.length
  if (what === 'add') return [...entries, by]
  if (what === 'remove') return entries.toSpliced(place, 1)
  return entries.map((each, index) => (index === place ? { ...each, [what]: by[what] } : each))
}

interface Table {
  name: string
  columns: { name: string; type: string }[]
}

/** What is there so far, by name, to be referred to. */
class Written {
  readonly statements: string[] = []
  readonly names = new Set<string>()
  readonly enums: { name: string; labels: string[] }[] = []
  readonly domains: string[] = []
  readonly tables: Table[] = []
  /** Tables and views. */
  readonly readable: Table[] = []
  readonly functions: string[] = []
  readonly objects: { phrase: string; table: boolean; owned: string | null }[] = []

  /** False: an object of that name is there already. */
  claims(name: string): boolean {
    if (this.names.has(name)) return false
    this.names.add(name)
    return true
  }
}

const pick = <T>(list: readonly T[], by: number): T | undefined => list[by % Math.max(1, list.length)]

/** The schema as SQL. */
export function write(entries: readonly Entry[]): string {
  const written = new Written()
  for (const each of entries) writers[each.kind](each, written)
  return written.statements.join('\n')
}

const letters = ['a', 'b', 'c', 'd', 'e', 'f']

function writeEnum({ key, x }: Entry, written: Written): void {
  const name = `e${key}`
  if (!written.claims(name)) return
  const labels = letters.filter((_, at) => at === 0 || (x >> at) & 1)
  written.enums.push({ name, labels })
  written.objects.push({ phrase: `TYPE ${name}`, table: false, owned: `TYPE ${name}` })
  written.statements.push(`CREATE TYPE ${name} AS ENUM (${labels.map((label) => `'${label}'`).join(', ')});`)
}

function writeDomain({ key, x, y }: Entry, written: Written): void {
  const name = `d${key}`
  if (!written.claims(name)) return
  written.domains.push(name)
  written.objects.push({ phrase: `DOMAIN ${name}`, table: false, owned: `DOMAIN ${name}` })
  written.statements.push(`CREATE DOMAIN ${name} AS integer${x & 1 ? ' NOT NULL' : ''}${x & 2 ? ` DEFAULT ${y}` : ''}${x & 4 ? ` CONSTRAINT small CHECK (VALUE < ${y + 100})` : ''};`)
}

/** Every table has id, r (integer) and up to four columns whose types x, y and z choose. */
function writeTable({ key, x, y, z }: Entry, written: Written): void {
  const name = `t${key}`
  if (!written.claims(name)) return
  const columns = [{ name: 'id', type: 'integer' }, { name: 'r', type: z & 1 ? 'bigint' : 'integer' }]
  const lines = ['id integer PRIMARY KEY', `r ${z & 1 ? 'bigint' : 'integer'}${z & 2 ? ' NOT NULL' : ''}`]
  for (const [at, bits] of [x & 7, x >> 3, y & 7, y >> 3].entries()) {
    const column = columnOf(`c${at}`, bits, z + at, written)
    if (!column) continue
    columns.push({ name: `c${at}`, type: column.type })
    lines.push(column.line)
  }
  if (z & 4) lines.push(`CONSTRAINT positive CHECK (r > ${z})`)
  if (z & 8) lines.push(`g integer GENERATED ALWAYS AS (id * ${1 + (z & 3)}) STORED`)
  written.tables.push({ name, columns })
  written.readable.push({ name, columns })
  written.objects.push({ phrase: `TABLE ${name}`, table: true, owned: `TABLE ${name}` }, { phrase: `COLUMN ${name}.r`, table: false, owned: null })
  written.statements.push(`CREATE TABLE ${name} (${lines.join(', ')});`)
}

function columnOf(name: string, bits: number, z: number, written: Written): { type: string; line: string } | undefined {
  const kind = pick(written.enums, z)
  const domain = pick(written.domains, z)
  const call = pick(written.functions, z)
  if (bits === 1) return { type: 'text', line: `${name} text${z & 1 ? " DEFAULT 'x'" : ''}` }
  if (bits === 2) return { type: 'integer', line: `${name} integer DEFAULT ${call && z & 1 ? `${call}(${z})` : z}` }
  if (bits === 3) return { type: 'numeric', line: `${name} numeric(10,${z & 3}) NOT NULL DEFAULT 0` }
  if (bits === 4 && kind) return { type: kind.name, line: `${name} ${kind.name}${z & 1 ? ` DEFAULT '${pick(kind.labels, z >> 1)}'` : ''}` }
  if (bits === 5 && domain) return { type: domain, line: `${name} ${domain}` }
  if (bits === 6) return { type: 'integer', line: `${name} integer GENERATED ${z & 1 ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY` }
  if (bits === 7 && kind) return { type: `${kind.name}[]`, line: `${name} ${kind.name}[]` }
  return undefined
}

function writeIndex({ key, x, y }: Entry, written: Written): void {
  const table = pick(written.tables, x)
  const name = `i${key}`
  if (!table || !written.claims(name)) return
  const column = pick(table.columns, y)
  const text = pick(table.columns.filter(({ type }) => type === 'text'), y)
  written.objects.push({ phrase: `INDEX ${name}`, table: false, owned: null })
  written.statements.push(`CREATE ${x & 8 ? 'UNIQUE ' : ''}INDEX ${name} ON ${table.name} (${text && x & 4 ? `lower(${text.name})` : column?.name})${x & 16 ? ` WHERE r > ${y}` : ''};`)
}

function writeForeignKey({ key, x, y, z }: Entry, written: Written): void {
  const [table, other] = [pick(written.tables, x), pick(written.tables, y)]
  if (!table || !other || !written.claims(`k${key}`)) return
  const actions = ['', ' ON DELETE CASCADE', ' ON DELETE SET NULL', ' DEFERRABLE INITIALLY DEFERRED', ' NOT VALID']
  written.statements.push(`ALTER TABLE ${table.name} ADD CONSTRAINT k${key} FOREIGN KEY (r) REFERENCES ${other.name} (id)${pick(actions, z) ?? ''};`)
}

function writeView(entry: Entry, written: Written, kind = 'VIEW', prefix = 'v'): void {
  const { key, x, y, z } = entry
  const source = pick(written.readable, x)
  const name = `${prefix}${key}`
  if (!source || !written.claims(name)) return
  const columns = source.columns.filter((_, at) => at === 0 || (y >> at) & 1)
  const call = pick(written.functions, z)
  const extra = call && z & 1 ? `, ${call}(id) AS called` : ''
  const grouped = kind === 'VIEW' && (z & 12) === 12 && source.name.startsWith('t')
  const columnList = columns.map((column) => `s.${column.name}`).join(', ')
  const options = kind === 'VIEW' && z & 2 ? ' WITH (security_barrier = true)' : ''
  written.readable.push({ name, columns: [...columns, ...(extra ? [{ name: 'called', type: 'integer' }] : [])] })
  written.objects.push({ phrase: `${kind} ${name}`, table: true, owned: `${kind} ${name}` })
  written.statements.push(`CREATE ${kind} ${name}${options} AS SELECT ${columnList}${extra} FROM ${source.name} s${z & 16 ? ` WHERE s.id > ${z}` : ''}${grouped ? ' GROUP BY s.id' : ''};`)
}

function writeFunction({ key, x, y }: Entry, written: Written): void {
  const name = `f${key}`
  if (!written.claims(name)) return
  const kind = pick(written.enums, y)
  const [language, body] = x & 1 ? ['sql', `RETURN n + ${y}`] : ['plpgsql', `AS $$ BEGIN RETURN n + ${y}; END $$`]
  const extra = kind && x & 4 ? `, k ${kind.name} DEFAULT '${kind.labels[0]}'` : x & 8 ? ', m integer DEFAULT 1' : ''
  written.functions.push(name)
  written.objects.push({ phrase: `FUNCTION ${name}`, table: false, owned: `FUNCTION ${name}` })
  written.statements.push(`CREATE FUNCTION ${name}(n integer${extra}) RETURNS ${x & 16 ? 'bigint' : 'integer'} LANGUAGE ${language} ${x & 2 ? 'IMMUTABLE' : 'STABLE'} ${body};`)
}

/** With a body that PostgreSQL has parsed, so that it depends on what it reads. */
function writeTableFunction({ key, x, y }: Entry, written: Written): void {
  const source = pick(written.readable, x)
  if (!source || !written.claims(`q${key}`)) return
  const column = pick(source.columns, y)
  written.objects.push({ phrase: `FUNCTION q${key}`, table: false, owned: `FUNCTION q${key}` })
  written.statements.push(`CREATE FUNCTION q${key}() RETURNS SETOF ${column?.type} LANGUAGE sql BEGIN ATOMIC SELECT s.${column?.name} FROM ${source.name} s; END;`)
}

function writeRowFunction({ key, x, y }: Entry, written: Written): void {
  const source = pick(written.readable, x)
  if (!source || !written.claims(`w${key}`)) return
  written.objects.push({ phrase: `FUNCTION w${key}`, table: false, owned: null })
  written.statements.push(`CREATE FUNCTION w${key}(one ${source.name}) RETURNS integer LANGUAGE sql RETURN (one).id + ${y};`)
}

function writeTrigger({ key, x, y }: Entry, written: Written): void {
  const table = pick(written.tables, x)
  if (!table || !written.claims(`g${key}`)) return
  written.objects.push({ phrase: `TRIGGER g${key} ON ${table.name}`, table: false, owned: null })
  written.statements.push(`CREATE FUNCTION g${key}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;`)
  written.statements.push(`CREATE TRIGGER g${key} ${y & 1 ? 'BEFORE' : 'AFTER'} INSERT${y & 2 ? ' OR UPDATE OF r' : ''} ON ${table.name} FOR EACH ROW${y & 4 ? ' WHEN (new.r > 3)' : ''} EXECUTE FUNCTION g${key}();`)
}

function writePolicy({ key, x, y, z }: Entry, written: Written): void {
  const table = pick(written.tables, x)
  if (!table || !written.claims(`p${key}`)) return
  const call = pick(written.functions, z)
  written.statements.push(`ALTER TABLE ${table.name} ENABLE ROW LEVEL SECURITY;`)
  written.statements.push(`CREATE POLICY p${key} ON ${table.name} FOR ${y & 1 ? 'SELECT' : 'DELETE'} TO ${y & 2 ? 'corpus_reader' : 'PUBLIC'} USING (${call && y & 4 ? `${call}(id) > r` : `id > ${y}`});`)
}

function writeComment({ x, y }: Entry, written: Written): void {
  const object = pick(written.objects, x)
  if (object) written.statements.push(`COMMENT ON ${object.phrase} IS 'It''s ${y}';`)
}

function writeGrant({ x, y }: Entry, written: Written): void {
  const object = pick(written.objects.filter(({ table }) => table), x)
  if (object) written.statements.push(`GRANT ${y & 1 ? 'SELECT' : 'INSERT, SELECT'} ON ${object.phrase.replace(/^.* /, '')} TO ${y & 2 ? 'corpus_reader' : 'corpus_writer WITH GRANT OPTION'};`)
}

function writeOwner({ x, y }: Entry, written: Written): void {
  const object = pick(written.objects.filter(({ owned }) => owned !== null), x)
  if (object) written.statements.push(`ALTER ${object.owned} OWNER TO ${y & 1 ? 'corpus_owner' : 'corpus_writer'};`)
}

const writers: Record<Entry['kind'], (entry: Entry, written: Written) => void> = {
  enum: writeEnum, domain: writeDomain, table: writeTable, index: writeIndex, 'foreign-key': writeForeignKey,
  view: (entry, written) => writeView(entry, written), 'materialized-view': (entry, written) => writeView(entry, written, 'MATERIALIZED VIEW', 'm'),
  function: writeFunction, 'table-function': writeTableFunction, 'row-function': writeRowFunction, trigger: writeTrigger, policy: writePolicy,
  comment: writeComment, grant: writeGrant, owner: writeOwner,
}
