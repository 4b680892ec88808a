CREATE TYPE public.state AS ENUM ('new', 'old', 'gone');
CREATE TABLE public.t (id int PRIMARY KEY, s public.state DEFAULT 'new');
CREATE VIEW public.v AS SELECT id, s FROM public.t WHERE s = 'new';
CREATE VIEW public.w AS SELECT count(*) AS n FROM public.v;
CREATE FUNCTION public.f(x public.state) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
GRANT SELECT ON public.w TO corpus_reader;
