CREATE FUNCTION public.f(a int) RETURNS int LANGUAGE sql AS $$ SELECT a + 1 $$;
CREATE VIEW public.v AS SELECT public.f(1) AS one;
COMMENT ON FUNCTION public.f(int) IS 'adds';
GRANT EXECUTE ON FUNCTION public.f(int) TO corpus_reader;
