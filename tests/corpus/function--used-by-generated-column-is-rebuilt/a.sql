CREATE FUNCTION public.low(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.lower(x) $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text, b text GENERATED ALWAYS AS (public.low(a)) STORED);
CREATE INDEX t_b ON public.t (b);
