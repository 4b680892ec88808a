CREATE TABLE public.t (id int PRIMARY KEY);
CREATE PROCEDURE public.f() LANGUAGE sql AS $$ SELECT 1 $$;
GRANT EXECUTE ON PROCEDURE public.f() TO corpus_reader;
