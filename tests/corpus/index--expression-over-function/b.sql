CREATE FUNCTION norm(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
CREATE TABLE t (a text);
CREATE INDEX i ON t (norm(a));
CREATE INDEX j ON t (fold(a)) WHERE fold(a) <> '';
