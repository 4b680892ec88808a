CREATE PROCEDURE public.f(a int) LANGUAGE sql AS $$ SELECT 1 $$;
