CREATE TABLE base (a integer, CONSTRAINT c CHECK (a > 0));
CREATE TABLE child () INHERITS (base);
