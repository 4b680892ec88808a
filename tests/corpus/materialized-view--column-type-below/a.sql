CREATE TABLE public.t (id int PRIMARY KEY, a varchar(5));
CREATE MATERIALIZED VIEW public.m AS SELECT id, a FROM public.t;
CREATE INDEX m_a ON public.m (a);
CREATE MATERIALIZED VIEW public.mm AS SELECT count(*) AS n FROM public.m;
