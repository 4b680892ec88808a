CREATE FUNCTION public.cmp48(int, bigint) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.btint48cmp($1, $2) $$;
CREATE FUNCTION public.cmp44(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT pg_catalog.btint4cmp($1, $2) $$;
CREATE OPERATOR FAMILY public.fam USING btree;
CREATE OPERATOR CLASS public.int_up FOR TYPE int USING btree FAMILY public.fam AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 public.cmp44(int, int);
