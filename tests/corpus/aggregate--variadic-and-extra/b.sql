CREATE FUNCTION public.step(bigint, VARIADIC int[]) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + cardinality($2) $$;
CREATE AGGREGATE public.count_all(VARIADIC items int[]) (SFUNC = public.step, STYPE = bigint, INITCOND = '0', PARALLEL = RESTRICTED);
CREATE FUNCTION public.step2(bigint, int, text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + 1 $$;
CREATE AGGREGATE public.two(x int, y text) (SFUNC = public.step2, STYPE = bigint, INITCOND = '0');
COMMENT ON AGGREGATE public.two(int, text) IS 'two';
