CREATE PROCEDURE public.p(a int, INOUT b text DEFAULT 'x') LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog AS $$ BEGIN b := 'z'; COMMIT; END $$;
COMMENT ON PROCEDURE public.p(int, text) IS 'p';
GRANT EXECUTE ON PROCEDURE public.p(int, text) TO corpus_reader;
