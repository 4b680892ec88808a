CREATE FUNCTION public.f(int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION public.f(text) RETURNS int LANGUAGE sql AS $$ SELECT 2 $$;
COMMENT ON FUNCTION public.f(text) IS 'text';
