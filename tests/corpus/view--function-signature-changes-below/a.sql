CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.shout(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper(x) $$;
CREATE VIEW public.v AS SELECT id, public.shout(a) AS loud FROM public.t;
GRANT SELECT ON public.v TO corpus_reader;
