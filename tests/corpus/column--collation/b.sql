CREATE COLLATION mine (provider = libc, locale = 'C');
CREATE TABLE t (a text COLLATE "C", b text, c text COLLATE "POSIX");
CREATE INDEX t_a ON t (a);
