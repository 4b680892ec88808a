CREATE TABLE kept (id integer);
CREATE TABLE t (a integer, b integer);
CREATE FUNCTION is_fine(t) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a < $1.b';
ALTER TABLE t ADD CONSTRAINT fine CHECK (is_fine(t.*));
