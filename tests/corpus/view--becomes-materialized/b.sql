CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.thing AS SELECT id, a FROM public.t;
CREATE UNIQUE INDEX thing_id ON public.thing (id);
GRANT SELECT ON public.thing TO corpus_reader;
