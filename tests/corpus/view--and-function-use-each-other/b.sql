CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, NULL::text AS a FROM public.t;
CREATE FUNCTION public.rows_of() RETURNS SETOF public.v LANGUAGE sql STABLE AS $$ SELECT id, a FROM public.t $$;
CREATE OR REPLACE VIEW public.v AS SELECT r.id, r.a FROM public.rows_of() r;
