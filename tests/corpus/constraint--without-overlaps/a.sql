CREATE EXTENSION btree_gist;
CREATE TABLE p (id integer, during daterange);
CREATE TABLE t (p integer, during daterange);
