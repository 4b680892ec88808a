CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a);
CREATE TABLE c (id integer PRIMARY KEY, b integer REFERENCES b, a integer REFERENCES a);
CREATE VIEW v AS SELECT c.id, b.a FROM c JOIN b ON b.id = c.b;
CREATE TABLE kept (id integer);
