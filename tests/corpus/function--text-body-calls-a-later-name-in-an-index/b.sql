CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.z_low(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.lower(x) $$;
CREATE FUNCTION public.a_low(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT public.z_low(x) $$;
CREATE INDEX a_t ON public.t (public.a_low(a));
ALTER TABLE public.t ADD COLUMN b text GENERATED ALWAYS AS (public.a_low(a)) STORED;
