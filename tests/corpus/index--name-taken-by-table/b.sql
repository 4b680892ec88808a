CREATE TABLE t (a integer);
CREATE TABLE thing (a integer);
CREATE INDEX other ON t (a);
