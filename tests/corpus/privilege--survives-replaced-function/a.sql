CREATE FUNCTION public.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION public.f(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.f(int) TO corpus_reader;
CREATE VIEW public.v AS SELECT public.f(1) AS x;
GRANT SELECT ON public.v TO corpus_reader;
