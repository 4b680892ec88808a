CREATE FUNCTION public.nothing() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TRUSTED LANGUAGE pl2 HANDLER pg_catalog.plpgsql_call_handler VALIDATOR pg_catalog.plpgsql_validator;
CREATE FUNCTION public.f() RETURNS int LANGUAGE pl2 AS $$ BEGIN RETURN 1; END $$;
