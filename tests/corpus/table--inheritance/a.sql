CREATE TABLE base (id integer NOT NULL, note text DEFAULT 'x', CONSTRAINT positive CHECK (id > 0));
CREATE TABLE child (extra integer) INHERITS (base);
