CREATE TABLE public.t (id int);
ALTER TABLE public.t OWNER TO corpus_writer;
GRANT SELECT ON public.t TO corpus_owner;
