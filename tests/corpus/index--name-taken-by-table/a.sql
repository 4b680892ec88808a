CREATE TABLE t (a integer);
CREATE INDEX thing ON t (a);
CREATE TABLE other (a integer);
