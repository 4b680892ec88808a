CREATE TABLE base (a integer);
CREATE TABLE child (CONSTRAINT c CHECK (a > 0)) INHERITS (base);
