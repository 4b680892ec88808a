CREATE TABLE t (a integer, b integer, s bigint GENERATED ALWAYS AS (a + b) STORED);
CREATE INDEX t_s ON t (s);
CREATE VIEW v AS SELECT s FROM t;
