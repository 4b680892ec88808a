CREATE TABLE public.t (id int);
CREATE AGGREGATE public.total(int) (SFUNC = pg_catalog.int4_sum, STYPE = bigint);
CREATE VIEW public.v AS SELECT public.total(id) AS n FROM public.t;
