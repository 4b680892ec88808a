CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.m WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false) AS SELECT id, a FROM public.t;
