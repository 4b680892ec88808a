CREATE FUNCTION public.f() RETURNS int LANGUAGE sql SET statement_timeout TO '5s' SET role TO corpus_reader AS $$ SELECT 1 $$;
