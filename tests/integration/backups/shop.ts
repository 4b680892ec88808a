import { onTestFinished } from 'vitest'
import { createDatabase, onServer, type TestDatabase } from '../../support/database.ts'

/** A small database with the things that dumps and restores stumble over. */
export async function shopDatabase(extra = ''): Promise<TestDatabase> {
  const database = await createDatabase('shop')
  onTestFinished(() => database.drop())
  await database.query(`
    CREATE EXTENSION hstore;
    CREATE SCHEMA app;
    CREATE TABLE app."Order Items" (id serial PRIMARY KEY, note text);
    INSERT INTO app."Order Items" (note) SELECT md5(i::text) FROM generate_series(1, 5000) i;
    CREATE TABLE customers (id int PRIMARY KEY, name text);
    INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 100) i;
    CREATE TABLE empty (id int);
    CREATE TABLE parts (id int, at date) PARTITION BY RANGE (at);
    CREATE TABLE parts_2026 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    INSERT INTO parts SELECT i, '2026-05-05' FROM generate_series(1, 70) i;
    CREATE VIEW names AS SELECT name FROM customers;
    CREATE TABLE flyway_schema_history (installed_rank int, version text, type text, success boolean);
    INSERT INTO flyway_schema_history VALUES (1, '2', 'SQL', true), (2, '11', 'SQL', true), (3, '12', 'SQL', true), (4, '12', 'UNDO_SQL', true);
    ${extra}`)
  return database
}

/** A name for a restored database; it is dropped when the test ends. */
export function newName(): string {
  const name = `restored_${Math.random().toString(36).slice(2, 10)}`
  onTestFinished(() => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  return name
}

/** A login role with these attributes; its objects and itself go when the test ends. */
export async function newRole(attributes: string, ownedIn: readonly TestDatabase[] = []): Promise<string> {
  const role = `role_${Math.random().toString(36).slice(2, 10)}`
  await onServer(`CREATE ROLE ${role} LOGIN ${attributes}`)
  onTestFinished(async () => {
    for (const database of ownedIn) await database.query(`DROP OWNED BY ${role}`)
    await onServer(`DROP ROLE ${role}`)
  })
  return role
}
