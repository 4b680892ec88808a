CREATE EXTENSION hstore;
CREATE EXTENSION pg_stat_statements;
