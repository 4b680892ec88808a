CREATE TABLE t (a integer);
CREATE INDEX i ON t (a);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
