CREATE DOMAIN public.d AS int CHECK (VALUE > 1);
CREATE TABLE public.t (id int, v public.d[] DEFAULT '{2}');
CREATE MATERIALIZED VIEW public.m AS SELECT v FROM public.t;
CREATE INDEX m_v ON public.m (v);
