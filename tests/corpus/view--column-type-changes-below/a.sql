CREATE TABLE public.t (id int PRIMARY KEY, amount int, note text);
CREATE VIEW public.v AS SELECT id, amount FROM public.t;
CREATE VIEW public.sums AS SELECT sum(amount) AS total FROM public.v;
ALTER VIEW public.v OWNER TO corpus_owner;
COMMENT ON VIEW public.v IS 'amounts';
GRANT SELECT, UPDATE ON public.v TO corpus_reader;
GRANT SELECT ON public.sums TO PUBLIC;
