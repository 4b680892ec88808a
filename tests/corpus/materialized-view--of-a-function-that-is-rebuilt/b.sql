CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE FUNCTION public.up(y text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper(y) $$;
CREATE MATERIALIZED VIEW public.m WITH (fillfactor = 80) AS SELECT id, public.up(a) AS a FROM public.t;
CREATE UNIQUE INDEX m_id ON public.m (id);
CREATE INDEX m_up ON public.m (public.up(a));
ALTER MATERIALIZED VIEW public.m ALTER COLUMN a SET STATISTICS 77;
GRANT SELECT (id) ON public.m TO corpus_reader;
