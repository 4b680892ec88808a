CREATE EXTENSION hstore;
CREATE EXTENSION pg_stat_statements;
CREATE VIEW public.keys AS SELECT public.akeys('a=>1'::public.hstore) AS k;
CREATE CAST (public.hstore AS int) WITH INOUT;
