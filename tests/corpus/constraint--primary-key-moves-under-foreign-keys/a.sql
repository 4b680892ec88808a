CREATE TABLE p (id integer PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE t (p integer REFERENCES p (id), code text REFERENCES p (code));
