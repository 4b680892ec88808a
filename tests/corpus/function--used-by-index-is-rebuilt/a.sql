CREATE FUNCTION public.low(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.lower(x) $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE UNIQUE INDEX t_low ON public.t (public.low(a));
COMMENT ON INDEX public.t_low IS 'kept';
