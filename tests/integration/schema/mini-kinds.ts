import { factId, satelliteId, type Fact } from '#shared/schema/fact.ts'
import type { CatalogQuery, Kind, Registry } from '#shared/schema/kind.ts'
import { schema } from '#shared/kinds/schema/index.ts'

/** Kinds that say as little as the reader needs to be tried: what it does must not hang on what the real ones say. */

const own = (alias: string) => `${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema' AND ($1::text[] IS NULL OR ${alias}.nspname = ANY ($1))`

function kind(name: string, order: number, catalog: CatalogQuery, more: Partial<Kind> = {}): Kind {
  return { name, label: [name, `${name}s`], icon: name, order, catalog: [catalog], create: () => [], drop: () => [], ...more }
}

const text = (value: unknown) => String(value)
const plain = (name: string, path: string[], parent: string | null, data: Fact['data'] = {}): Fact => ({
  id: factId(name, path),
  kind: name,
  path,
  parent,
  data,
})

const table = kind('table', 20, {
  catalog: 'pg_class',
  sql: () => `SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND ${own('n')}`,
  facts: (row) => [plain('table', [text(row['nspname']), text(row['relname'])], null)],
})

const column = kind('column', 30, {
  catalog: 'pg_class',
  sql: () => `SELECT a.attrelid AS oid, a.attnum AS sub, n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND ${own('n')}`,
  facts: (row) => {
    const path = [text(row['nspname']), text(row['relname']), text(row['attname'])]
    return [plain('column', path, factId('table', path.slice(0, 2)), { type: text(row['type']) })]
  },
})

const constraint = kind('constraint', 40, {
  catalog: 'pg_constraint',
  sql: () => `SELECT o.oid, n.nspname, c.relname, o.conname, pg_get_constraintdef(o.oid) AS definition
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE o.contype IN ('p', 'u', 'f', 'c', 'x') AND ${own('n')}`,
  facts: (row) => {
    const path = [text(row['nspname']), text(row['relname']), text(row['conname'])]
    return [plain('constraint', path, factId('table', path.slice(0, 2)), { definition: text(row['definition']) })]
  },
})

const index = kind('index', 50, {
  catalog: 'pg_class',
  sql: () => `SELECT c.oid, n.nspname, c.relname, t.relname AS tab FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = c.oid AND o.contype IN ('p', 'u', 'x')) AND ${own('n')}`,
  facts: (row) => [plain('index', [text(row['nspname']), text(row['relname'])], factId('table', [text(row['nspname']), text(row['tab'])]))],
})

const sequence = kind('sequence', 15, {
  catalog: 'pg_class',
  sql: () => `SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND ${own('n')} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')`,
  facts: (row) => [plain('sequence', [text(row['nspname']), text(row['relname'])], null)],
})

const columnDefault = kind('default', 35, {
  catalog: 'pg_attrdef',
  sql: () => `SELECT d.oid, n.nspname, c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid) AS expression FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attgenerated = '' AND c.relkind IN ('r', 'p') AND ${own('n')}`,
  facts: (row) => {
    const parent = factId('column', [text(row['nspname']), text(row['relname']), text(row['attname'])])
    return [{ id: satelliteId('default', parent), kind: 'default', path: [], parent, data: { expression: text(row['expression']) } }]
  },
})

const routine = kind('function', 25, {
  catalog: 'pg_proc',
  sql: () =>
    `SELECT p.oid, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid) AS arguments, pg_get_functiondef(p.oid) AS definition FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind = 'f' AND ${own('n')}`,
  facts: (row) => {
    const path = [text(row['nspname']), text(row['proname'])]
    return [{ ...plain('function', path, null, { definition: text(row['definition']) }), id: factId('function', path, text(row['arguments'])) }]
  },
})

const enumType = kind('enum', 12, {
  catalog: 'pg_type',
  sql: () => `SELECT t.oid, n.nspname, t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ${own('n')}`,
  facts: (row) => [plain('enum', [text(row['nspname']), text(row['typname'])], null)],
})

const extension = kind('extension', 11, {
  catalog: 'pg_extension',
  sql: () => 'SELECT e.oid, e.extname FROM pg_extension e',
  facts: (row) => [plain('extension', [text(row['extname'])], null)],
})

export const viewQuery: CatalogQuery = {
  catalog: 'pg_class',
  batches: {
    size: 4,
    keys: () => `SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v' AND ${own('n')} ORDER BY 1`,
  },
  sql: () =>
    `SELECT c.oid, n.nspname, c.relname, pg_get_viewdef(c.oid) AS definition FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ANY ($2::oid[])`,
  facts: (row) => [plain('view', [text(row['nspname']), text(row['relname'])], null, { definition: text(row['definition']) })],
}
const view = kind('view', 60, viewQuery)

const comment = kind('comment', 90, {
  catalog: 'pg_description',
  satellite: true,
  sql: () =>
    `SELECT d.objoid AS object, d.objsubid AS sub, c.relname AS catalog, d.description FROM pg_description d JOIN pg_class c ON c.oid = d.classoid WHERE d.objoid >= 16384`,
  facts: (row, context) => {
    const parent = context.resolve(text(row['catalog']), Number(row['object']), Number(row['sub']))
    return parent === undefined ? [] : [{ id: satelliteId('comment', parent), kind: 'comment', path: [], parent, data: { text: text(row['description']) } }]
  },
})

export const mapping = kind('user-mapping', 70, {
  catalog: 'pg_user_mapping',
  mayBeDenied: true,
  sql: () => 'SELECT u.oid, u.umserver FROM pg_user_mapping u',
  facts: (row) => [plain('user-mapping', [text(row['oid'])], null)],
})

export function registryOf(...kinds: readonly Kind[]): Registry {
  return new Map(kinds.map((one) => [one.name, one]))
}

export const mini = registryOf(schema, table, column, constraint, index, sequence, columnDefault, routine, enumType, extension, view, comment, mapping)
