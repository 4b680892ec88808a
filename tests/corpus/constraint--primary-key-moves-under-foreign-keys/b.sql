CREATE TABLE p (id integer NOT NULL UNIQUE, code text PRIMARY KEY);
CREATE TABLE t (p integer REFERENCES p (id), code text REFERENCES p (code));
