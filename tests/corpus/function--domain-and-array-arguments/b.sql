CREATE DOMAIN public.mail AS varchar(100) CHECK (VALUE LIKE '%@%');
CREATE FUNCTION public.f(x public.mail, y public.mail[] DEFAULT '{}') RETURNS SETOF public.mail LANGUAGE sql AS $$ SELECT x $$;
GRANT EXECUTE ON FUNCTION public.f(public.mail, public.mail[]) TO corpus_reader;
