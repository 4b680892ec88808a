CREATE PROCEDURE public."Do It"(a int, VARIADIC b int[] DEFAULT '{1,2}') LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
