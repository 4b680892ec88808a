CREATE FUNCTION public.f(int, int) RETURNS SETOF int LANGUAGE internal IMMUTABLE STRICT SUPPORT pg_catalog.generate_series_int4_support AS 'generate_series_int4';
