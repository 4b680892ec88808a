CREATE TABLE base (a integer);
CREATE TABLE child (stays text) INHERITS (base);
