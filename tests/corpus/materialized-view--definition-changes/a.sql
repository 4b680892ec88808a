CREATE TABLE public.t (id int PRIMARY KEY, a text, b int);
CREATE MATERIALIZED VIEW public.m AS SELECT id, a FROM public.t;
CREATE UNIQUE INDEX m_id ON public.m (id);
CREATE VIEW public.v AS SELECT id FROM public.m;
ALTER MATERIALIZED VIEW public.m OWNER TO corpus_owner;
GRANT SELECT ON public.m TO corpus_reader;
COMMENT ON COLUMN public.m.a IS 'a of it';
