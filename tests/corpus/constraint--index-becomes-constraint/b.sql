CREATE TABLE t (a integer NOT NULL, b integer, CONSTRAINT t_a UNIQUE (a));
CREATE TABLE p (id integer);
CREATE UNIQUE INDEX p_id ON p (id);
