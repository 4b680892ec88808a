CREATE TYPE public.e AS ENUM ('a', 'b');
REVOKE USAGE ON TYPE public.e FROM PUBLIC;
GRANT USAGE ON TYPE public.e TO corpus_reader WITH GRANT OPTION;
ALTER TYPE public.e OWNER TO corpus_owner;
COMMENT ON TYPE public.e IS 'e';
CREATE TABLE public.t (k public.e);
GRANT SELECT (k) ON public.t TO corpus_writer;
COMMENT ON COLUMN public.t.k IS 'k';
