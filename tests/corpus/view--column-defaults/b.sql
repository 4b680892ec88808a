CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.fallback() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'x' $$;
CREATE VIEW public.v AS SELECT id, a FROM public.t;
ALTER VIEW public.v ALTER COLUMN a SET DEFAULT public.fallback();
ALTER VIEW public.v ALTER COLUMN id SET DEFAULT 8;
