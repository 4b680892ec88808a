CREATE FUNCTION public.even(n int) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$;
CREATE FUNCTION public.odd(n int) RETURNS boolean LANGUAGE sql RETURN CASE WHEN n = 0 THEN false ELSE public.even(n - 1) END;
CREATE OR REPLACE FUNCTION public.even(n int) RETURNS boolean LANGUAGE sql RETURN CASE WHEN n = 0 THEN true ELSE public.odd(n - 1) END;
