CREATE AGGREGATE public.agg(int) (SFUNC = int4pl, STYPE = int);
CREATE PROCEDURE public.p(a int) LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION public.agg(int) TO corpus_reader;
REVOKE ALL ON PROCEDURE public.p(int) FROM PUBLIC;
