CREATE FUNCTION public.add_up(int, int) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1 + $2 $$;
CREATE AGGREGATE public.total(int) (SFUNC = public.add_up, STYPE = int, INITCOND = '0');
