CREATE FUNCTION public.backwards(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.btint4cmp($2, $1) $$;
CREATE TABLE public.t (id int);
