CREATE FUNCTION public.low(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.lower(x) $$;
CREATE FUNCTION public.ok(x text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT public.low(x) <> '' $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text DEFAULT public.low('X') CHECK (public.ok(a)), b text GENERATED ALWAYS AS (public.low(a)) STORED);
CREATE INDEX t_low ON public.t (public.low(a)) WHERE public.ok(a);
