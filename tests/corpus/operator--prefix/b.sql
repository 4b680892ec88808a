CREATE FUNCTION public.twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1 * 2 $$;
CREATE SCHEMA "Op s";
CREATE OPERATOR "Op s".@#@ (FUNCTION = public.twice, RIGHTARG = int);
COMMENT ON OPERATOR "Op s".@#@ (NONE, int) IS 'prefix';
