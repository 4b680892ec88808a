CREATE TABLE t (a integer, b integer);
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (b);
ALTER TABLE t CLUSTER ON i;
CREATE TABLE u (a integer);
CREATE INDEX u_a ON u (a);
ALTER TABLE u CLUSTER ON u_a;
