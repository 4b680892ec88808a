CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.m AS SELECT id, a FROM public.t WHERE id > 0;
CREATE UNIQUE INDEX m_id ON public.m (id);
CREATE INDEX m_a ON public.m (lower(a)) WHERE a IS NOT NULL;
COMMENT ON MATERIALIZED VIEW public.m IS 'kept';
COMMENT ON INDEX public.m_a IS 'lower';
