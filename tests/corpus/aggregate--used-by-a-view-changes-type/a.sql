CREATE TABLE public.t (id int);
CREATE AGGREGATE public.total(int) (SFUNC = pg_catalog.int4pl, STYPE = int, INITCOND = '0');
CREATE VIEW public.v AS SELECT public.total(id) AS n FROM public.t;
