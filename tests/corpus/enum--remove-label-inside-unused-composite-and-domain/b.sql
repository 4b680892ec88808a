CREATE TYPE public.e AS ENUM ('b', 'a');
CREATE TYPE public.c AS (x public.e[], y int);
CREATE DOMAIN public.d AS public.e CHECK (VALUE <> 'b');
CREATE FUNCTION public.f(public.c) RETURNS public.d LANGUAGE sql AS $$ SELECT 'a'::public.d $$;
CREATE VIEW public.v AS SELECT public.f(NULL) AS x;
GRANT SELECT ON public.v TO corpus_reader;
