CREATE TABLE public.t (id int);
ALTER TABLE public.t OWNER TO corpus_owner;
REVOKE DELETE ON public.t FROM corpus_owner;
