CREATE FUNCTION public.f(VARIADIC list text[] DEFAULT '{}') RETURNS int LANGUAGE sql AS $$ SELECT cardinality(list) $$;
CREATE FUNCTION public.rank_of() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE AS 'window_rank';
COMMENT ON FUNCTION public.f(VARIADIC text[]) IS 'variadic';
