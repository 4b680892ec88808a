CREATE TABLE p (id integer PRIMARY KEY, x integer, y integer, UNIQUE (x, y));
CREATE TABLE t (a integer, x integer, y integer,
  CONSTRAINT f1 FOREIGN KEY (a) REFERENCES p ON DELETE RESTRICT ON UPDATE SET DEFAULT,
  CONSTRAINT f2 FOREIGN KEY (x, y) REFERENCES p (x, y));
