CREATE TABLE base (a integer);
CREATE TABLE mid (m integer) INHERITS (base);
CREATE TABLE leaf (l integer, added text) INHERITS (mid);
CREATE VIEW v AS SELECT added FROM leaf;
