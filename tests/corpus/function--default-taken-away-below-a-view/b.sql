CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.f(x int, y int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT x $$;
CREATE VIEW public.v AS SELECT public.f(id, 1) AS n FROM public.t;
REVOKE ALL ON FUNCTION public.f(int, int) FROM PUBLIC;
