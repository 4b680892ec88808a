CREATE PROCEDURE public.p(a int) LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE PROCEDURE public.p(text, INOUT x record) LANGUAGE plpgsql AS $$ BEGIN END $$;
