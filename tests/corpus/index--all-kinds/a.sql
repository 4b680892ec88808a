CREATE TABLE t (a integer, b text, c jsonb, d int4range, e tsvector, f double precision);
