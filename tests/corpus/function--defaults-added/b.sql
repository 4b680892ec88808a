CREATE FUNCTION public.f(a int DEFAULT 1, b int DEFAULT (2 + 3)) RETURNS int LANGUAGE sql AS $$ SELECT a + b $$;
