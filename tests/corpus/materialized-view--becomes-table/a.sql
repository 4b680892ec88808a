CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.m AS SELECT id, a FROM public.t;
CREATE INDEX m_a ON public.m (a);
