CREATE TABLE t (a integer, b text);
CREATE EXTENSION pg_trgm;
