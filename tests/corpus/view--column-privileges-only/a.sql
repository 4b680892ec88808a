CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
GRANT SELECT (a) ON public.v TO corpus_reader;
