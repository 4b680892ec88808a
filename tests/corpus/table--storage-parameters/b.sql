CREATE TABLE t (a text) WITH (fillfactor = 90, autovacuum_analyze_threshold = 100, toast.vacuum_truncate = false);
