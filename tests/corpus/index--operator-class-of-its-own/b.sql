CREATE EXTENSION pg_trgm;
CREATE TABLE t (a integer, b text);
CREATE INDEX i ON t USING gin (b gin_trgm_ops);
CREATE INDEX j ON t USING gist (b gist_trgm_ops (siglen = 32));
