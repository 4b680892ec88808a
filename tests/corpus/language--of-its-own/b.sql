CREATE LANGUAGE other_pl HANDLER pg_catalog.plpgsql_call_handler INLINE pg_catalog.plpgsql_inline_handler VALIDATOR pg_catalog.plpgsql_validator;
COMMENT ON LANGUAGE other_pl IS 'other';
CREATE FUNCTION public.f() RETURNS int LANGUAGE other_pl AS $$ BEGIN RETURN 1; END $$;
