CREATE FUNCTION public.f(int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION public.f(int, text) RETURNS int LANGUAGE sql AS $$ SELECT 3 $$;
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS $$ SELECT 4 $$;
COMMENT ON FUNCTION public.f(int, text) IS 'both';
