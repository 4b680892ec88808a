CREATE TYPE public.pair AS (x int, y int);
CREATE FUNCTION public.pair_text(public.pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$;
CREATE CAST (public.pair AS text) WITH FUNCTION public.pair_text(public.pair) AS ASSIGNMENT;
COMMENT ON CAST (public.pair AS text) IS 'kept';
