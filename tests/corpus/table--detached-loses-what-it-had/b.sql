CREATE TABLE q (id integer PRIMARY KEY);
CREATE TABLE p (id integer NOT NULL, v integer DEFAULT 5, q integer REFERENCES q, CONSTRAINT pos CHECK (v > 0), PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE INDEX p_v ON p (v);
CREATE TABLE p2 (id integer NOT NULL, v integer, q integer);
