CREATE FUNCTION public.backwards(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.btint4cmp($2, $1) $$;
CREATE FUNCTION public.backwards2(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.btint4cmp($2, $1) $$;
CREATE TABLE public.t (id int);
CREATE OPERATOR CLASS public.int_down FOR TYPE int USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 public.backwards2(int, int);
CREATE INDEX t_down ON public.t (id public.int_down);
