CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
GRANT SELECT (id), UPDATE (a) ON public.v TO corpus_reader WITH GRANT OPTION;
COMMENT ON COLUMN public.v.id IS 'the id';
