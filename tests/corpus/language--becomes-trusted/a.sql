CREATE FUNCTION public.nothing() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
CREATE LANGUAGE "Other PL" HANDLER pg_catalog.plpgsql_call_handler;
