CREATE FUNCTION public.f() RETURNS TABLE (id int, "Big Name" text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;
