CREATE TABLE one (a integer, shared text);
CREATE TABLE two (b integer, shared text);
CREATE TABLE child (c integer) INHERITS (one, two);
