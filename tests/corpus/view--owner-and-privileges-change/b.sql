CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
ALTER VIEW public.v OWNER TO corpus_owner;
GRANT SELECT ON public.v TO corpus_reader;
