CREATE UNLOGGED TABLE parent (id integer PRIMARY KEY);
CREATE UNLOGGED TABLE child (id integer PRIMARY KEY, parent integer REFERENCES parent);
CREATE UNLOGGED TABLE alone (id integer);
