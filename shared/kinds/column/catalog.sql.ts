import type { Fact } from '../../schema/fact.ts'
import type { CatalogQuery, Row, ServerFacts } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { relationId, wanted } from '../table/catalog.sql.ts'
import { compact, generatedName, optionsOf, type Options } from '../table/names.ts'
import { sequenceOptions } from '../sequence/options.ts'

const storages: Readonly<Record<string, string>> = { p: 'plain', e: 'external', m: 'main', x: 'extended' }
const compressions: Readonly<Record<string, string>> = { p: 'pglz', l: 'lz4' }

/** Attributes of the same column in the tables above, for columns that are inherited; the first table above counts, and every NOT NULL. */
const above = `
    LEFT JOIN (
      SELECT h.inhrelid, p.attname, bool_or(p.attnotnull) AS attnotnull, (array_agg(p.attidentity ORDER BY h.inhseqno))[1] AS attidentity, (array_agg(p.attgenerated ORDER BY h.inhseqno))[1] AS attgenerated,
        (array_agg(CASE WHEN p.attgenerated <> '' THEN (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d WHERE d.adrelid = p.attrelid AND d.adnum = p.attnum) END ORDER BY h.inhseqno))[1] AS generation
      FROM pg_catalog.pg_inherits h
      JOIN pg_catalog.pg_class pc ON pc.oid = h.inhparent AND pc.relkind IN ('r', 'p', 'f')
      JOIN pg_catalog.pg_attribute p ON p.attrelid = h.inhparent AND p.attnum > 0 AND NOT p.attisdropped
      GROUP BY h.inhrelid, p.attname
    ) up ON a.attinhcount > 0 AND up.inhrelid = a.attrelid AND up.attname = a.attname`

/** Not-null constraints are objects with a name and a state from PostgreSQL 18 on. */
const notNullConstraint = (server: ServerFacts) =>
  server.version < 180_000 ? 'NULL::json AS not_null' : `CASE WHEN a.attnotnull THEN (SELECT json_build_array(k.conname, k.convalidated, k.connoinherit, k.coninhcount > 0) FROM pg_catalog.pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]) END AS not_null`

const identity = `CASE WHEN a.attidentity <> '' THEN (
        SELECT json_build_object('schema', sn.nspname, 'name', sc.relname, 'type', pg_catalog.format_type(q.seqtypid, NULL), 'start', q.seqstart::text, 'increment', q.seqincrement::text, 'min', q.seqmin::text, 'max', q.seqmax::text, 'cache', q.seqcache::text, 'cycle', q.seqcycle, 'unlogged', sc.relpersistence = 'u' AND c.relpersistence <> 'u')
        FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_sequence q ON q.seqrelid = d.objid JOIN pg_catalog.pg_class sc ON sc.oid = q.seqrelid JOIN pg_catalog.pg_namespace sn ON sn.oid = sc.relnamespace
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i' LIMIT 1
      ) END AS identity`

function identityOf(row: Row): unknown {
  const found = row['identity'] as Row | null
  if (String(row['attidentity']) === '') return null
  const generation = row['attidentity'] === 'a' ? 'always' : 'by default'
  if (!found) return { generation }
  const usual = found['schema'] === row['schema'] && found['name'] === generatedName(String(row['table']), String(row['name']), 'seq')
  return compact({ generation, sequence: usual ? null : [found['schema'], found['name']], ...sequenceOptions({ ...found, type: null }, String(row['type'])), unlogged: found['unlogged'] })
}

function notNullOf(row: Row): unknown {
  if (row['notnull'] !== true) return null
  if (!Array.isArray(row['not_null'])) return true
  const [name, validated, noInherit] = row['not_null'] as readonly unknown[]
  const usual = name === generatedName(String(row['table']), String(row['name']), 'not_null')
  return usual && validated === true && noInherit !== true ? true : compact({ name: usual ? null : name, notValid: validated === false, noInherit })
}

/** The newest minor releases of PostgreSQL count changes of a column in its options. That is the server's own, and SET ignores it. */
function withoutVersion({ pg_attver: _version, ...options }: Options): Options {
  return options
}

/** Everything that a column of its own would say. */
function fullData(row: Row): Fact['data'] {
  return compact({
    type: row['type'],
    collation: row['collation'],
    notNull: notNullOf(row),
    identity: identityOf(row),
    generated: row['attgenerated'] === '' ? null : compact({ expression: row['generation'], virtual: row['attgenerated'] === 'v' }),
    storage: row['storage'] === null ? null : storages[String(row['storage'])],
    compression: compressions[String(row['compression'])],
    statistics: row['statistics'],
    options: withoutVersion(optionsOf(row['options'])),
    fdwOptions: optionsOf(row['fdw_options']),
  })
}

/** Of an inherited column, only what the table above does not say. */
function ownData(row: Row, full: Fact['data']): Fact['data'] {
  const { type: _type, collation: _collation, notNull, identity: own, generated, ...rest } = full
  const fromAbove = Array.isArray(row['not_null']) && row['not_null'][3] === true
  return compact({
    inherited: true,
    notNull: row['up_notnull'] === true && (notNull === true || fromAbove) ? null : notNull,
    identity: row['up_identity'] === row['attidentity'] ? null : own,
    generated: row['up_generated'] === row['attgenerated'] && row['up_generation'] === row['generation'] ? null : generated,
    ...rest,
  })
}

export const columnCatalog: CatalogQuery = {
  catalog: 'pg_class',
  sql: (server) => `
    SELECT a.attrelid AS oid, a.attnum AS sub, n.nspname AS schema, c.relname AS table, c.relkind, a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
      CASE WHEN a.attcollation <> t.typcollation THEN (SELECT pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname) FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace WHERE l.oid = a.attcollation) END AS collation,
      a.attnotnull AS notnull, ${notNullConstraint(server)}, a.attidentity, ${identity}, a.attgenerated,
      CASE WHEN a.attgenerated <> '' THEN (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) END AS generation,
      CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage, ${server.version < 140_000 ? "''" : 'a.attcompression'} AS compression,
      CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics, a.attoptions AS options, a.attfdwoptions AS fdw_options,
      a.attinhcount > 0 OR c.reloftype <> 0 AS inherited, a.attislocal AS local, up.attnotnull AS up_notnull, up.attidentity AS up_identity, up.attgenerated AS up_generated, up.generation AS up_generation
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid${above}
    WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped AND ${wanted}
    ORDER BY a.attrelid, a.attnum`,
  facts: (row) => {
    const path = [String(row['schema']), String(row['table']), String(row['name'])]
    const full = fullData(row)
    const head = { id: factId('column', path), kind: 'column', path, parent: relationId(row['relkind'], row['schema'], row['table']) }
    const position = Number(row['sub'])
    if (row['inherited'] !== true) return [{ ...head, data: full, info: { position } }]
    return [{ ...head, data: ownData(row, full), info: { position, full, local: row['local'] === true } }]
  },
}
