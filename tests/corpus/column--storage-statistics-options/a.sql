CREATE TABLE t (a text, b text, c integer, d text);
ALTER TABLE t ALTER COLUMN a SET STORAGE external, ALTER COLUMN c SET STATISTICS 500, ALTER COLUMN d SET (n_distinct = 5);
