CREATE TYPE public.c AS (id bigint, name text);
CREATE FUNCTION public.f() RETURNS SETOF public.c LANGUAGE sql AS $$ SELECT 1::bigint, 'x'::text $$;
CREATE VIEW public.v AS SELECT * FROM public.f();
GRANT SELECT ON public.v TO corpus_reader;
