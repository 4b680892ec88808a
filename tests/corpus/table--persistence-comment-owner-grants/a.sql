CREATE TABLE t (id integer);
COMMENT ON TABLE t IS 'one';
GRANT SELECT ON t TO corpus_reader;
