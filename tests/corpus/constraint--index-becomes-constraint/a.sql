CREATE TABLE t (a integer NOT NULL, b integer);
CREATE UNIQUE INDEX t_a ON t (a);
CREATE TABLE p (id integer CONSTRAINT p_id UNIQUE);
