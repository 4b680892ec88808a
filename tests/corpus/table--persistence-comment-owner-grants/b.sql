CREATE UNLOGGED TABLE t (id bigint);
COMMENT ON TABLE t IS 'two';
COMMENT ON COLUMN t.id IS 'the id';
GRANT SELECT, INSERT ON t TO corpus_reader;
ALTER TABLE t OWNER TO corpus_owner;
