CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.thing AS SELECT id, a FROM public.t;
GRANT SELECT ON public.thing TO corpus_reader;
