CREATE TABLE t (a integer CONSTRAINT must NOT NULL, b integer, c integer NOT NULL, d integer);
CREATE TABLE p (a integer NOT NULL, b integer) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
