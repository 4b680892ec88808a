CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, c serial, CONSTRAINT ab UNIQUE (a, b), CONSTRAINT pos CHECK (a > 0 AND b > 0));
CREATE INDEX t_b ON t (b, id);
CREATE INDEX t_part ON t (id) WHERE b > 5;
CREATE VIEW v AS SELECT id, b FROM t;
CREATE STATISTICS t_st ON a, b FROM t;
