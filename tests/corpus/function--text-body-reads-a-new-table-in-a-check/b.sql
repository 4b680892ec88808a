CREATE TABLE public.t (id int PRIMARY KEY);
CREATE TABLE public.allowed (id int PRIMARY KEY);
CREATE FUNCTION public.a_is_allowed(x int) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT NOT EXISTS (SELECT FROM public.allowed WHERE id > x) $$;
ALTER TABLE public.t ADD CONSTRAINT allowed CHECK (public.a_is_allowed(id));
CREATE MATERIALIZED VIEW public.a_view AS SELECT id, public.a_is_allowed(id) AS ok FROM public.t;
