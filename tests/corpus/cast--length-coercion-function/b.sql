CREATE TYPE public.mood AS ENUM ('a');
CREATE FUNCTION public.to_text(public.mood, int, boolean) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$;
CREATE CAST (public.mood AS text) WITH FUNCTION public.to_text(public.mood, int, boolean) AS ASSIGNMENT;
CREATE VIEW public.v AS SELECT CAST('a'::public.mood AS text) AS t;
