CREATE PROCEDURE public.p(IN a int, OUT b int) LANGUAGE sql AS $$ SELECT a $$;
