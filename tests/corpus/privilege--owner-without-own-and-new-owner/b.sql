CREATE TABLE public.t (id int);
ALTER TABLE public.t OWNER TO corpus_writer;
REVOKE UPDATE ON public.t FROM corpus_writer;
