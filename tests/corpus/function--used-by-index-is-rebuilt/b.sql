CREATE FUNCTION public.low(y text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.lower(y) $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE UNIQUE INDEX t_low ON public.t (public.low(a));
COMMENT ON INDEX public.t_low IS 'kept';
