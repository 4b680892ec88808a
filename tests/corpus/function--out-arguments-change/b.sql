CREATE FUNCTION public.f(a int, OUT b int, OUT d text, INOUT e int) LANGUAGE sql AS $$ SELECT 1, 'x', 2 $$;
