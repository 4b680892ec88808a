CREATE TABLE base (id integer NOT NULL, note text DEFAULT 'x', CONSTRAINT positive CHECK (id > 0));
CREATE TABLE joins (id integer NOT NULL, note text DEFAULT 'x', own integer, CONSTRAINT positive CHECK (id > 0));
ALTER TABLE joins INHERIT base;
CREATE TABLE leaves (id integer NOT NULL, note text DEFAULT 'x', own integer, CONSTRAINT positive CHECK (id > 0));
