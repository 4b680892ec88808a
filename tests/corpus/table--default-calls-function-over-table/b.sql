CREATE TABLE counters (name text PRIMARY KEY, value integer NOT NULL);
CREATE FUNCTION next_value() RETURNS integer LANGUAGE sql AS $$ SELECT max(value) + 1 FROM counters $$;
CREATE TABLE t (id integer DEFAULT next_value(), c counters);
ALTER TABLE counters ALTER COLUMN value SET DEFAULT next_value();
