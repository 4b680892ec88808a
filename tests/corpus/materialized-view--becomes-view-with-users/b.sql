CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.m AS SELECT id, a FROM public.t;
CREATE VIEW public.v AS SELECT id FROM public.m;
GRANT SELECT ON public.v TO corpus_reader;
