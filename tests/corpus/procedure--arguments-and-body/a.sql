CREATE PROCEDURE public.p(a int, INOUT b text DEFAULT 'x') LANGUAGE plpgsql AS $$ BEGIN b := 'y'; END $$;
COMMENT ON PROCEDURE public.p(int, text) IS 'p';
