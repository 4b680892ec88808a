CREATE PROCEDURE public.p(IN a int, OUT b int, OUT c text) LANGUAGE sql AS $$ SELECT a, 'x' $$;
COMMENT ON PROCEDURE public.p(int) IS 'out';
