CREATE TABLE t (a integer PRIMARY KEY, b integer, CONSTRAINT u UNIQUE (b) WITH (fillfactor = 50));
ALTER TABLE t CLUSTER ON t_pkey;
