CREATE TABLE t (a integer NOT NULL, b integer, c integer PRIMARY KEY);
CREATE TABLE k (id integer);
