CREATE TABLE t (a integer PRIMARY KEY WITH (fillfactor = 80), b integer, CONSTRAINT u UNIQUE (b));
ALTER TABLE t CLUSTER ON u;
