CREATE FUNCTION public.f(a int) RETURNS void LANGUAGE sql AS $$ SELECT 1 $$;
