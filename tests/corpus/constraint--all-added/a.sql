CREATE TABLE p (id integer, code text);
CREATE TABLE t (id integer, a integer, b integer, p integer, r int4range);
