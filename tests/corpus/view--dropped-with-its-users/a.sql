CREATE TABLE public.t (id int, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
CREATE VIEW public.w AS SELECT a FROM public.v;
CREATE FUNCTION public.f(public.v) RETURNS text LANGUAGE sql AS $$ SELECT $1.a $$;
