CREATE FUNCTION public.down(n int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE OR REPLACE FUNCTION public.down(n int) RETURNS int LANGUAGE sql RETURN CASE WHEN n <= 0 THEN 0 ELSE public.down(n - 1) END;
