CREATE FUNCTION public.add_up(int, int) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 + $2 $$;
CREATE AGGREGATE public.total(int) (SFUNC = public.add_up, STYPE = int, INITCOND = '10', COMBINEFUNC = public.add_up, PARALLEL = SAFE);
COMMENT ON AGGREGATE public.total(int) IS 'total';
CREATE AGGREGATE public.rows_of(*) (SFUNC = pg_catalog.int8inc, STYPE = bigint, INITCOND = '0');
COMMENT ON AGGREGATE public.rows_of(*) IS 'counts';
ALTER AGGREGATE public.rows_of(*) OWNER TO corpus_owner;
