import { faulty, generated, ownTable, proved, type Recipe } from './recipe.ts'

const repeatable = (step: ReturnType<typeof generated>) => ({ ...step, repeatable: true })

/** Types, views, routines, triggers and all that has no rows. */
export const objectRecipes: readonly Recipe[] = [
  ({ n }) => [
    proved('A type for states', `CREATE TYPE state_${n} AS ENUM ('new', 'paid');\nCREATE TABLE states_${n} (id integer, state state_${n} DEFAULT 'new');\nINSERT INTO states_${n} SELECT i, 'paid' FROM generate_series(1, 9) i;`, `DROP TABLE states_${n};\nDROP TYPE state_${n};`),
    faulty('an enum value left behind', 'differs', 'One more state', `ALTER TYPE state_${n} ADD VALUE 'sent';`, 'SELECT 1;'),
    generated('And another', `ALTER TYPE state_${n} ADD VALUE 'lost' BEFORE 'paid';`),
    proved(
      'And the last',
      `ALTER TYPE state_${n} ADD VALUE 'back';`,
      `ALTER TYPE state_${n} RENAME TO old_state_${n};\nCREATE TYPE state_${n} AS ENUM ('new', 'lost', 'paid', 'sent');\nALTER TABLE states_${n} ALTER state DROP DEFAULT, ALTER state TYPE state_${n} USING state::text::state_${n}, ALTER state SET DEFAULT 'new';\nDROP TYPE old_state_${n};`,
    ),
    proved('A better word', `ALTER TYPE state_${n} RENAME VALUE 'new' TO 'open';`, `ALTER TYPE state_${n} RENAME VALUE 'open' TO 'new';`),
  ],
  ({ n }) => [
    generated('Domains and types', `CREATE DOMAIN mail_${n} AS text CHECK (VALUE ~ '@');\nCREATE TYPE pair_${n} AS (a integer, b text);\nCREATE TYPE span_${n} AS RANGE (subtype = numeric);\nCREATE TABLE typed_${n} (m mail_${n}, p pair_${n}, s span_${n});\nINSERT INTO typed_${n} VALUES ('a@b', (1, 'x'), '[1,2)');`),
    proved('A stricter domain', `ALTER DOMAIN mail_${n} ADD CONSTRAINT long_${n} CHECK (length(VALUE) > 2);`, `ALTER DOMAIN mail_${n} DROP CONSTRAINT long_${n};`),
    faulty('a constraint left behind', 'differs', 'Another rule', `ALTER DOMAIN mail_${n} ADD CONSTRAINT short_${n} CHECK (length(VALUE) < 200), ALTER DOMAIN mail_${n} SET DEFAULT 'x@y';`.replace(', ALTER', ';\nALTER'), `ALTER DOMAIN mail_${n} DROP DEFAULT;`),
  ],
  ({ n }) => [
    proved('A view', `CREATE VIEW totals_${n} WITH (security_barrier) AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer;`, `DROP VIEW totals_${n};`),
    proved('More in the view', `CREATE OR REPLACE VIEW totals_${n} WITH (security_barrier) AS SELECT customer, sum(total) AS total, count(*) AS orders FROM orders GROUP BY customer;`, `DROP VIEW totals_${n};\nCREATE VIEW totals_${n} WITH (security_barrier) AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer;`),
    faulty('lost options of a view', 'differs', 'Without small orders', `CREATE OR REPLACE VIEW totals_${n} WITH (security_barrier) AS SELECT customer, sum(total) AS total, count(*) AS orders FROM orders WHERE total > 1 GROUP BY customer;`, `CREATE OR REPLACE VIEW totals_${n} AS SELECT customer, sum(total) AS total, count(*) AS orders FROM orders GROUP BY customer;`),
    generated('Drop the view', `DROP VIEW totals_${n};`),
  ],
  ({ n }) => [repeatable(generated(`Customers view ${n}`, `CREATE OR REPLACE VIEW people_view_${n} AS SELECT id, name FROM customers;`)), repeatable(generated(`Customers view again ${n}`, `CREATE OR REPLACE VIEW people_view_${n} AS SELECT id, name, email FROM customers;`))],
  ({ n }) => [generated('A materialized view', `CREATE MATERIALIZED VIEW best_${n} AS SELECT product, sum(qty) AS sold FROM items GROUP BY product;\nCREATE UNIQUE INDEX best_${n}_product ON best_${n} (product);`), faulty('an index left out', 'differs', 'A better materialized view', `DROP MATERIALIZED VIEW best_${n};\nCREATE MATERIALIZED VIEW best_${n} AS SELECT product, sum(qty) AS sold, max(price) AS most FROM items GROUP BY product;`, `DROP MATERIALIZED VIEW best_${n};\nCREATE MATERIALIZED VIEW best_${n} AS SELECT product, sum(qty) AS sold FROM items GROUP BY product;`)],
  ({ n }) => [
    generated('A function', `CREATE FUNCTION tax_${n}(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount * 0.19';`),
    generated('Another rate', `CREATE OR REPLACE FUNCTION tax_${n}(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT amount * 0.07';`),
    faulty('an overload left behind', 'differs', 'A rate of its own', `CREATE FUNCTION tax_${n}(amount numeric, rate numeric) RETURNS numeric LANGUAGE sql AS 'SELECT amount * rate';\nCREATE FUNCTION tax_${n}(amount numeric, rate text) RETURNS numeric LANGUAGE sql AS 'SELECT amount';`, `DROP FUNCTION tax_${n}(numeric, numeric);`),
  ],
  ({ n }) => [generated('Procedure and aggregate', `CREATE PROCEDURE tidy_${n}() LANGUAGE plpgsql AS 'BEGIN NULL; END';\nCREATE FUNCTION longer_${n}(a text, b text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN length(a) > length(b) THEN a ELSE b END';\nCREATE AGGREGATE longest_${n}(text) (sfunc = longer_${n}, stype = text);`)],
  ({ n }) => [
    ownTable(`watched_${n}`, 12),
    proved('A trigger', `CREATE FUNCTION stamp_${n}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.at := DATE ''2026-06-01''; RETURN new; END';\nCREATE TRIGGER stamp BEFORE UPDATE ON watched_${n} FOR EACH ROW EXECUTE FUNCTION stamp_${n}();`, `DROP TRIGGER stamp ON watched_${n};\nDROP FUNCTION stamp_${n}();`),
    faulty('an object left behind', 'differs', 'A second trigger', `CREATE FUNCTION check_${n}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';\nCREATE TRIGGER checked AFTER INSERT ON watched_${n} FOR EACH ROW EXECUTE FUNCTION check_${n}();`, `DROP TRIGGER checked ON watched_${n};`),
    proved('Switch the trigger off', `ALTER TABLE watched_${n} DISABLE TRIGGER stamp;`, `ALTER TABLE watched_${n} ENABLE TRIGGER stamp;`),
    faulty('a trigger that comes back enabled', 'differs', 'Drop the trigger', `DROP TRIGGER stamp ON watched_${n};`, `CREATE TRIGGER stamp BEFORE UPDATE ON watched_${n} FOR EACH ROW EXECUTE FUNCTION stamp_${n}();`),
    generated('A rule', `CREATE RULE quiet AS ON DELETE TO watched_${n} WHERE old.id < 3 DO INSTEAD NOTHING;`),
  ],
  ({ n }) => [
    ownTable(`guarded_${n}`, 8),
    proved('Policies', `ALTER TABLE guarded_${n} ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON guarded_${n} USING (name = current_user);`, `DROP POLICY own ON guarded_${n};\nALTER TABLE guarded_${n} DISABLE ROW LEVEL SECURITY;`),
    faulty('row level security left on', 'differs', 'Force it', `ALTER TABLE guarded_${n} FORCE ROW LEVEL SECURITY;\nCREATE POLICY all_${n} ON guarded_${n} FOR SELECT USING (true);`, `DROP POLICY all_${n} ON guarded_${n};`),
    generated('Another condition', `ALTER POLICY own ON guarded_${n} USING (name = session_user) WITH CHECK (id > 0);`),
  ],
  ({ n }) => [
    ownTable(`owned_${n}`, 8),
    proved('Grants', `GRANT SELECT, INSERT ON owned_${n} TO PUBLIC;\nGRANT UPDATE (note) ON owned_${n} TO pg_monitor;`, `REVOKE ALL ON owned_${n} FROM PUBLIC;\nREVOKE UPDATE (note) ON owned_${n} FROM pg_monitor;`),
    faulty('a privilege left behind', 'differs', 'More grants', `GRANT DELETE ON owned_${n} TO pg_monitor;\nGRANT TRUNCATE ON owned_${n} TO pg_read_all_stats;`, `REVOKE DELETE ON owned_${n} FROM pg_monitor;`),
    faulty('another owner', 'differs', 'A new owner', `ALTER TABLE owned_${n} OWNER TO pg_monitor;`, '-- the owner stays'),
    generated('Comments', `COMMENT ON TABLE owned_${n} IS 'A table';\nCOMMENT ON COLUMN owned_${n}.id IS 'Its key';`),
    faulty('a lost comment', 'differs', 'Another comment', `COMMENT ON TABLE owned_${n} IS 'A better table';`, `COMMENT ON TABLE owned_${n} IS NULL;`),
  ],
  ({ n }) => [
    generated('A type for sizes', `CREATE TYPE size_${n} AS ENUM ('small', 'large');\nCREATE TABLE sizes_${n} (size size_${n} DEFAULT 'large');\nINSERT INTO sizes_${n} VALUES ('small');`),
    faulty('an enum value that can be used in a later transaction only', 'impossible', 'One size', `ALTER TABLE sizes_${n} ALTER size DROP DEFAULT;\nALTER TYPE size_${n} RENAME TO old_size_${n};\nCREATE TYPE size_${n} AS ENUM ('small');\nALTER TABLE sizes_${n} ALTER size TYPE size_${n} USING size::text::size_${n};\nDROP TYPE old_size_${n};`, null),
  ],
  ({ n }) => [generated('A publication', `CREATE PUBLICATION shop_${n} FOR TABLE customers, orders;`)],
  ({ n }) => [generated('An event trigger', `CREATE FUNCTION note_${n}() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';\nCREATE EVENT TRIGGER note_${n} ON sql_drop WHEN TAG IN ('DROP AGGREGATE') EXECUTE FUNCTION note_${n}();`)],
  ({ n }) => [generated('A foreign server', `CREATE FOREIGN DATA WRAPPER away_${n};\nCREATE SERVER far_${n} FOREIGN DATA WRAPPER away_${n} OPTIONS (host 'there');\nCREATE FOREIGN TABLE remote_${n} (id integer) SERVER far_${n};`)],
  ({ n }) => [generated('Search', `CREATE TEXT SEARCH DICTIONARY words_${n} (TEMPLATE = simple, STOPWORDS = english);\nCREATE TEXT SEARCH CONFIGURATION search_${n} (COPY = simple);\nALTER TEXT SEARCH CONFIGURATION search_${n} ALTER MAPPING FOR asciiword WITH words_${n};`)],
  ({ n }) => [generated('Operator and cast', `CREATE FUNCTION near_${n}(a numeric, b numeric) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs(a - b) < 1';\nCREATE OPERATOR public.~~~~ (FUNCTION = near_${n}, LEFTARG = numeric, RIGHTARG = numeric);\nDROP OPERATOR public.~~~~ (numeric, numeric);\nCREATE TYPE money_${n} AS (amount numeric);\nCREATE FUNCTION to_money_${n}(a numeric) RETURNS money_${n} LANGUAGE sql IMMUTABLE AS 'SELECT ROW(a)::money_${n}';\nCREATE CAST (numeric AS money_${n}) WITH FUNCTION to_money_${n}(numeric);`)],
  ({ n }) => [generated('A collation', `CREATE COLLATION plain_${n} FROM "C";\nCREATE TABLE sorted_${n} (name text COLLATE plain_${n});\nINSERT INTO sorted_${n} VALUES ('b'), ('A');`)],
  ({ n }) => [faulty('a syntax error', 'failed', 'A small table', `CREATE TABLE small_${n} (id integer);`, `DROP TABLE small_${n};\nDROP INDX small_${n}_id;`)],
  ({ n }) => [faulty('an undo of something else', 'differs', 'One more table', `CREATE TABLE more_${n} (id integer PRIMARY KEY);`, `DROP TABLE more_${n};\nALTER TABLE orders DROP COLUMN note;`)],
]
