CREATE TABLE public.t (id int);
CREATE FUNCTION public.f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE VIEW public.v AS SELECT public.f(id) AS n FROM public.t;
ALTER FUNCTION public.f(int) OWNER TO corpus_owner;
