CREATE COLLATION mine (provider = libc, locale = 'C');
CREATE TABLE t (a text, b text COLLATE "C", c text COLLATE mine);
CREATE INDEX t_a ON t (a);
