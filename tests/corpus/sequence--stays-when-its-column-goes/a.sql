CREATE TABLE t (id serial, v text);
CREATE TABLE u (id serial, v text);
