CREATE TABLE p (x integer, y integer, PRIMARY KEY (x, y));
CREATE TABLE t (x integer, y integer, CONSTRAINT f FOREIGN KEY (x, y) REFERENCES p ON DELETE SET NULL);
