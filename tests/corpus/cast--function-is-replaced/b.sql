CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE FUNCTION public.mood_number(mood public.mood) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
CREATE CAST (public.mood AS int) WITH FUNCTION public.mood_number(public.mood);
CREATE VIEW public.v AS SELECT 'a'::public.mood::int AS n;
