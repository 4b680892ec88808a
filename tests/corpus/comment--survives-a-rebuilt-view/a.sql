CREATE TABLE public.t (id int, n text);
CREATE VIEW public.v AS SELECT id, n FROM public.t;
COMMENT ON VIEW public.v IS 'v';
COMMENT ON COLUMN public.v.n IS 'n';
ALTER VIEW public.v OWNER TO corpus_owner;
GRANT SELECT ON public.v TO corpus_reader WITH GRANT OPTION;
GRANT UPDATE (n) ON public.v TO corpus_writer;
