CREATE PROCEDURE public."Do It"(a int DEFAULT 3, VARIADIC b int[] DEFAULT '{1,2,3}') LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
ALTER PROCEDURE public."Do It"(int, int[]) OWNER TO corpus_owner;
REVOKE ALL ON PROCEDURE public."Do It"(int, int[]) FROM PUBLIC;
