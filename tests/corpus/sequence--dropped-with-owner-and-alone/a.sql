CREATE TABLE t (id serial, keep integer);
CREATE TABLE u (id serial);
CREATE SEQUENCE lone;
