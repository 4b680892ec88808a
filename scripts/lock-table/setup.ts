/** The tables that the lock table speaks of, each with 1,000 rows; everything but the extensions lies in public. */
export const setup = `
CREATE EXTENSION btree_gist;
CREATE EXTENSION citext;

CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL, name varchar(50), nick text);
CREATE UNIQUE INDEX customers_email ON customers (email);
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers ON DELETE CASCADE, total numeric(8,2) NOT NULL, code varchar(50), status text, note text, placed timestamp);
CREATE INDEX orders_total ON orders (total);
CREATE INDEX orders_code ON orders (code);
CREATE TABLE lines (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, qty int CONSTRAINT qty_positive CHECK (qty > 0), item int);
CREATE INDEX lines_order ON lines (order_id);
ALTER TABLE lines ADD CONSTRAINT item_positive CHECK (item > 0) NOT VALID, ADD CONSTRAINT lines_item FOREIGN KEY (item) REFERENCES customers NOT VALID;

CREATE DOMAIN plain AS int;
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN label AS text;
CREATE DOMAIN shout AS text CHECK (VALUE = upper(VALUE));
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TYPE pair AS (a int, b int);

-- A column of each type, without constraints and indexes.
CREATE TABLE wide (id int, small smallint, num int, big bigint, dec numeric(8,2), real4 real, code varchar(50), letters char(2), words text, flags varbit(8), at timestamp, at3 timestamp(3), zoned timestamptz, day date, span interval, addr cidr, doc json, docb jsonb, feeling mood, made int GENERATED ALWAYS AS (1) STORED);

-- A leaf that nothing refers to.
CREATE TABLE notes (id int NOT NULL, body text, kind plain, degree positive, checked int CONSTRAINT checked_there CHECK (checked IS NOT NULL), maybe int, during int4range);
CREATE UNIQUE INDEX notes_id ON notes (id);
CREATE UNIQUE INDEX notes_maybe ON notes (maybe);
CREATE TABLE bare (id int NOT NULL, v int, body text);
CREATE TABLE ticks (id serial, v int);

CREATE TABLE events (id int NOT NULL, at int NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1000);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (1000) TO (2000);
CREATE INDEX events_at ON events (at);
CREATE TABLE events_new (id int NOT NULL, at int NOT NULL, what text);
CREATE TABLE events_checked (id int NOT NULL, at int NOT NULL, what text, CHECK (at >= 3000 AND at < 4000));
CREATE TABLE logs (id int NOT NULL, at int NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (0) TO (1000);
CREATE TABLE logs_rest PARTITION OF logs DEFAULT;
CREATE TABLE logs_new (id int NOT NULL, at int NOT NULL);
CREATE TABLE parts (id int PRIMARY KEY);
CREATE TABLE parent (id int, v int);
CREATE TABLE heir () INHERITS (parent);
CREATE TABLE stranger (id int, v int);
CREATE TABLE typed OF pair;

CREATE VIEW strangers AS SELECT id, v FROM stranger;
CREATE MATERIALIZED VIEW sums AS SELECT v, count(*) AS n FROM bare GROUP BY v;
CREATE UNIQUE INDEX sums_v ON sums (v);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE FUNCTION happened() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN END$$;
CREATE FUNCTION answer() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 42';
CREATE TRIGGER notes_touch BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY notes_all ON notes USING (true);
CREATE RULE notes_rule AS ON DELETE TO notes DO ALSO NOTHING;
CREATE SEQUENCE counter;
CREATE STATISTICS orders_stats ON customer, status FROM orders;
CREATE SCHEMA side;
CREATE TABLE side.one (i int);
CREATE TABLE side.two (i int PRIMARY KEY);
CREATE PUBLICATION pub FOR TABLE notes;

INSERT INTO customers SELECT i, 'c' || i, 'Name ' || i, 'n' || i FROM generate_series(1, 1000) i;
INSERT INTO orders SELECT i, i, i, 'o' || i, 'open', 'note', now() FROM generate_series(1, 1000) i;
INSERT INTO lines (order_id, qty, item) SELECT i, 1, i FROM generate_series(1, 1000) i;
INSERT INTO wide SELECT i, 1, i, i, i, i, 'w' || i, 'ab', 'w' || i, B'1010', now(), now(), now(), now(), '1 day', '10.0.0.0/8', '{}', '{}', 'good' FROM generate_series(1, 1000) i;
INSERT INTO notes SELECT i, 'b', 1, 1, i, i, int4range(i, i + 1) FROM generate_series(1, 1000) i;
INSERT INTO bare SELECT i, i, 'b' FROM generate_series(1, 1000) i;
INSERT INTO ticks (v) SELECT i FROM generate_series(1, 1000) i;
INSERT INTO events SELECT i % 1000, i, 'e' FROM generate_series(0, 1999) i;
INSERT INTO events_new SELECT i, 2000 + i % 1000, 'e' FROM generate_series(1, 1000) i;
INSERT INTO events_checked SELECT i, 3000 + i % 1000, 'e' FROM generate_series(1, 1000) i;
INSERT INTO logs SELECT i, i FROM generate_series(0, 999) i;
INSERT INTO logs SELECT i, i FROM generate_series(5000, 5999) i;
INSERT INTO logs_new SELECT i, 1000 + i % 1000 FROM generate_series(1, 1000) i;
INSERT INTO parts SELECT generate_series(0, 999);
INSERT INTO parent SELECT i, i FROM generate_series(1, 1000) i;
INSERT INTO heir SELECT i, i FROM generate_series(1, 1000) i;
INSERT INTO stranger SELECT i, i FROM generate_series(1, 1000) i;
INSERT INTO typed SELECT i, i FROM generate_series(1, 1000) i;
REFRESH MATERIALIZED VIEW sums;`

/** Roles belong to the server, and another run may have made this one. */
export const setupRole = 'DO $$BEGIN CREATE ROLE lock_table_role NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN END$$'
