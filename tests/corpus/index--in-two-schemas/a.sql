CREATE SCHEMA s;
CREATE TABLE t (a integer);
CREATE TABLE s.t (a integer);
CREATE INDEX i ON t (a);
CREATE INDEX i ON s.t (a);
