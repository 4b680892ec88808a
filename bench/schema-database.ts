import type pg from 'pg'

/** Objects in one transaction: each table takes several locks, of which a server with default settings has 6,400. */
const batch = 400

/** Tables with ten columns, two indexes and a foreign key each, and for every second one a view and a function. */
export async function makeTables(client: pg.Client, count: number): Promise<void> {
  await client.query("SET client_min_messages = warning; CREATE TYPE state AS ENUM ('new', 'paid', 'sent', 'done')")
  for (let start = 0; start < count; start += batch) {
    const numbers = Array.from({ length: Math.min(batch, count - start) }, (_, index) => start + index)
    await client.query(numbers.map(tableSql).join('\n'))
  }
  await client.query('ANALYZE pg_catalog.pg_class; ANALYZE pg_catalog.pg_attribute; ANALYZE pg_catalog.pg_depend; ANALYZE pg_catalog.pg_constraint; ANALYZE pg_catalog.pg_index')
}

function tableSql(number: number): string {
  const table = `shop_${number}`
  const parent = number === 0 ? table : `shop_${number - 1}`
  const statements = [
    `CREATE TABLE ${table} (id bigint PRIMARY KEY, parent bigint REFERENCES ${parent}, name text NOT NULL, state state NOT NULL DEFAULT 'new', price numeric(12,2) CHECK (price >= 0), note varchar(200),
      made timestamptz NOT NULL DEFAULT now(), changed timestamptz, tags text[], doc jsonb NOT NULL DEFAULT '{}');`,
    `CREATE INDEX ${table}_name ON ${table} (lower(name)); CREATE INDEX ${table}_open ON ${table} (made) WHERE state <> 'done';`,
  ]
  if (number % 2 === 1) return statements.join('\n')
  const view = `CREATE VIEW view_${number} AS SELECT a.id, a.name, a.price, b.name AS parent_name FROM ${table} a LEFT JOIN ${parent} b ON b.id = a.parent WHERE a.state <> 'done';`
  const routine = `CREATE FUNCTION of_${number}(wanted bigint, max int DEFAULT 10) RETURNS SETOF ${table} LANGUAGE plpgsql STABLE AS $body$ BEGIN RETURN QUERY SELECT * FROM ${table} WHERE id = wanted LIMIT max; END $body$;`
  return [...statements, view, routine].join('\n')
}
