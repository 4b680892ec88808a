CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.f(x bigint) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT x::int $$;
CREATE VIEW public.v AS SELECT public.f(id) AS n FROM public.t;
