CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.m WITH (fillfactor = 70) AS SELECT id, a FROM public.t;
