CREATE FUNCTION public.same(int, bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE OPERATOR public.=== (FUNCTION = public.same, LEFTARG = int, RIGHTARG = bigint);
CREATE OPERATOR FAMILY public.fam USING hash;
ALTER OPERATOR FAMILY public.fam USING hash ADD OPERATOR 1 public.=== (int, bigint), FUNCTION 1 (int, int) pg_catalog.hashint4(int), FUNCTION 2 (bigint, bigint) pg_catalog.hashint8extended(bigint, bigint);
COMMENT ON OPERATOR FAMILY public.fam USING hash IS 'empty';
ALTER OPERATOR FAMILY public.fam USING hash OWNER TO corpus_owner;
