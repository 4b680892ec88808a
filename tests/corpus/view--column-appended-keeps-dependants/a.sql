CREATE TABLE public.orders (id int PRIMARY KEY, total numeric(10,2), placed timestamptz);
CREATE VIEW public.base AS SELECT id, total FROM public.orders;
CREATE VIEW public.over AS SELECT id FROM public.base;
GRANT SELECT ON public.base TO corpus_reader;
COMMENT ON VIEW public.base IS 'base';
