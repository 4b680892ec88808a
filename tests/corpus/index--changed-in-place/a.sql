CREATE TABLE t (a integer, b text);
CREATE INDEX i ON t (a) WITH (fillfactor = 70);
CREATE INDEX j ON t (lower(b));
CREATE INDEX k ON t USING gin (string_to_array(b, ',')) WITH (fastupdate = off, gin_pending_list_limit = 128);
