CREATE TABLE base (id integer, v text);
CREATE VIEW shown AS SELECT id, v FROM base;
