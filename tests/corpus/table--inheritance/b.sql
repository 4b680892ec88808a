CREATE TABLE base (id integer NOT NULL, note text DEFAULT 'y', added date, CONSTRAINT positive CHECK (id > 1));
CREATE TABLE child (extra bigint, more text) INHERITS (base);
CREATE TABLE grandchild () INHERITS (child);
