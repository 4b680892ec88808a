CREATE FUNCTION public.nothing() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TRUSTED LANGUAGE "Other PL" HANDLER pg_catalog.plpgsql_call_handler INLINE pg_catalog.plpgsql_inline_handler;
