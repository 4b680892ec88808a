CREATE TABLE t (a integer, b date);
CREATE STATISTICS e ON (a % 10), (date_trunc('month', b::timestamp)) FROM t;
CREATE STATISTICS f ON (a + 1) FROM t;
