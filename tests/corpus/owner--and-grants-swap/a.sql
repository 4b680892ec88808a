CREATE TABLE public.t (id int);
ALTER TABLE public.t OWNER TO corpus_owner;
GRANT SELECT ON public.t TO corpus_writer;
