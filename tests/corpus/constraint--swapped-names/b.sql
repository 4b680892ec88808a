CREATE TABLE t (a integer CONSTRAINT two CHECK (a > 0), b integer CONSTRAINT one CHECK (b > 0));
CREATE TABLE u (a integer CONSTRAINT k2 UNIQUE, b integer CONSTRAINT k1 UNIQUE);
