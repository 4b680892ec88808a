CREATE TABLE t (a integer CONSTRAINT one CHECK (a > 0), b integer CONSTRAINT two CHECK (b > 0));
CREATE TABLE u (a integer CONSTRAINT k1 UNIQUE, b integer CONSTRAINT k2 UNIQUE);
