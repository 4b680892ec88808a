CREATE TABLE t (keep integer);
