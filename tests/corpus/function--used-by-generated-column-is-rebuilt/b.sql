CREATE FUNCTION public.low(y text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.lower(y) $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text, b text GENERATED ALWAYS AS (public.low(a)) STORED);
CREATE INDEX t_b ON public.t (b);
