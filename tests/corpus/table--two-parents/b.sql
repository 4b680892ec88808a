CREATE TABLE one (a integer, shared text);
CREATE TABLE two (b integer, shared text, d date);
CREATE TABLE child (c integer) INHERITS (one, two);
ALTER TABLE child ALTER COLUMN shared SET NOT NULL;
ALTER TABLE child ALTER COLUMN shared SET DEFAULT 'own';
