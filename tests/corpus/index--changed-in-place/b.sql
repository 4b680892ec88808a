CREATE TABLE t (a integer, b text);
CREATE INDEX i ON t (a) WITH (fillfactor = 90);
CREATE INDEX j ON t (lower(b));
ALTER INDEX j ALTER COLUMN 1 SET STATISTICS 500;
CREATE INDEX k ON t USING gin (string_to_array(b, ',')) WITH (gin_pending_list_limit = 256);
