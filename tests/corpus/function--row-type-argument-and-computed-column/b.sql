CREATE TABLE public.t (id int PRIMARY KEY, first text, last text, middle text);
CREATE FUNCTION public.full_name(p public.t) RETURNS text LANGUAGE sql STABLE AS $$ SELECT p.first || ' ' || p.middle || ' ' || p.last $$;
CREATE VIEW public.v AS SELECT t.id, t.full_name FROM public.t;
