CREATE SEQUENCE public.seq;
CREATE MATERIALIZED VIEW public.m AS SELECT 1 AS id;
CREATE VIEW public.relations AS SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace;
