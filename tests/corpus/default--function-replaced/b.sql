CREATE FUNCTION g() RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE TABLE t (a integer DEFAULT g(), b integer DEFAULT g() + 1);
