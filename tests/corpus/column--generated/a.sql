CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED, c integer, d integer GENERATED ALWAYS AS (a + 1) STORED);
CREATE INDEX t_b ON t (b);
CREATE VIEW v AS SELECT a, b FROM t;
COMMENT ON COLUMN t.b IS 'twice';
