CREATE TABLE public.t (id int, n text, m int);
CREATE SEQUENCE public.q;
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE public.e AS ENUM ('a');
CREATE SCHEMA s;
CREATE VIEW public.v AS SELECT * FROM public.t;
GRANT SELECT ON public.t TO corpus_reader;
GRANT SELECT (id) ON public.t TO corpus_reader;
