CREATE EXTENSION btree_gist;
CREATE TABLE p (id integer, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE t (p integer, during daterange, FOREIGN KEY (p, PERIOD during) REFERENCES p (id, PERIOD during));
