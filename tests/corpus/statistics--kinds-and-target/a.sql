CREATE TABLE t (a integer, b integer, c text);
CREATE STATISTICS one ON a, b FROM t;
CREATE STATISTICS two (ndistinct) ON a, c FROM t;
