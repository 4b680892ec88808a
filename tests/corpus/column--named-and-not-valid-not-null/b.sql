CREATE TABLE t (a integer NOT NULL, b integer, c integer CONSTRAINT named NOT NULL, d integer CONSTRAINT fresh NOT NULL NO INHERIT);
ALTER TABLE t ADD CONSTRAINT later NOT NULL b NOT VALID;
CREATE TABLE p (a integer NOT NULL, b integer) PARTITION BY LIST (a);
CREATE TABLE p1 (a integer NOT NULL, b integer);
