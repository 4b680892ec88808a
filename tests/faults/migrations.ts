/**
 * Six migrations with their undos that write, rewrite, build an index outside of a transaction and move rows. `rows` is about how many rows the
 * orders have: more rows, longer windows for a kill.
 */
export function faultMigrations(rows: number): Record<string, string> {
  return {
    'V1__shop.sql': `CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
INSERT INTO customers SELECT g, 'customer ' || g FROM generate_series(1, ${Math.ceil(rows / 10)}) g;
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, note text, placed date NOT NULL);
INSERT INTO orders SELECT g, 1 + g % ${Math.ceil(rows / 10)}, repeat(md5(g::text), 6), DATE '2026-01-01' + g % 365 FROM generate_series(1, ${rows}) g;
CREATE TABLE pictures (id int PRIMARY KEY, bytes bytea NOT NULL);
INSERT INTO pictures SELECT g, sha512(g::text::bytea) FROM generate_series(1, ${rows}) g;
SELECT lo_from_bytea(0, sha512('one'::bytea));`,
    'U1__shop.sql': 'DROP TABLE pictures, orders, customers;',
    'V2__state.sql': `ALTER TABLE orders ADD COLUMN state text;\nUPDATE orders SET state = CASE WHEN id % 3 = 0 THEN 'open' ELSE 'sent' END;\nALTER TABLE orders ALTER COLUMN state SET NOT NULL;`,
    'U2__state.sql': 'ALTER TABLE orders DROP COLUMN state;',
    'V3__index.sql': 'DROP INDEX CONCURRENTLY IF EXISTS orders_of_customer;\nCREATE INDEX CONCURRENTLY orders_of_customer ON orders (customer, placed);',
    'U3__index.sql': 'DROP INDEX CONCURRENTLY IF EXISTS orders_of_customer;',
    'V4__old.sql': 'CREATE TABLE old_orders (LIKE orders INCLUDING ALL);\nWITH gone AS (DELETE FROM orders WHERE id % 2 = 0 RETURNING *) INSERT INTO old_orders SELECT * FROM gone;',
    'U4__old.sql': 'INSERT INTO orders SELECT * FROM old_orders;\nDROP TABLE old_orders;',
    'V5__touch.sql': `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.note := NEW.note || '!'; RETURN NEW; END$$;
CREATE TRIGGER touch BEFORE UPDATE ON old_orders FOR EACH ROW EXECUTE FUNCTION touch();\nCREATE VIEW open_orders AS SELECT id, note FROM orders WHERE state = 'open';`,
    'U5__touch.sql': 'DROP VIEW open_orders;\nDROP TRIGGER touch ON old_orders;\nDROP FUNCTION touch();',
    'V6__names.sql': "UPDATE customers SET name = upper(name);\nALTER TABLE customers ADD CONSTRAINT named CHECK (name <> '');",
    'U6__names.sql': 'ALTER TABLE customers DROP CONSTRAINT named;\nUPDATE customers SET name = lower(name);',
  }
}

export const lastVersion = 6
