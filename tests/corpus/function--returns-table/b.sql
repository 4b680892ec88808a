CREATE FUNCTION public.f() RETURNS TABLE (id int, "Big Name" text, more numeric) LANGUAGE sql AS $$ SELECT 1, 'x', 2.5 $$;
