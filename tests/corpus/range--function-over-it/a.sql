CREATE TYPE public.r AS RANGE (SUBTYPE = int);
CREATE FUNCTION public.f(public.r) RETURNS int LANGUAGE sql AS 'SELECT lower($1)';
COMMENT ON TYPE public.r IS 'r';
GRANT USAGE ON TYPE public.r TO corpus_reader;
