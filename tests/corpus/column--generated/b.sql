CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 3) STORED, c integer, d integer);
CREATE INDEX t_b ON t (b);
CREATE VIEW v AS SELECT a, b FROM t;
COMMENT ON COLUMN t.b IS 'twice';
