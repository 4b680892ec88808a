CREATE TABLE base (a integer, gone text, stays text);
CREATE TABLE child (stays text) INHERITS (base);
CREATE INDEX i ON child (gone);
