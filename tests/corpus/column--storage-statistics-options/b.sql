CREATE TABLE t (a text, b text, c integer, d text);
ALTER TABLE t ALTER COLUMN b SET STORAGE main, ALTER COLUMN a SET STATISTICS 0, ALTER COLUMN d SET (n_distinct_inherited = -0.5);
CREATE TABLE u (a text, b numeric);
ALTER TABLE u ALTER COLUMN a SET STORAGE plain, ALTER COLUMN b SET STORAGE external, ALTER COLUMN b SET STATISTICS 10, ALTER COLUMN a SET (n_distinct = 3);
