CREATE SCHEMA "my schema";
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql SET work_mem TO '5MB' SET search_path TO public, pg_temp AS $$ SELECT 1 $$;
CREATE FUNCTION public.g() RETURNS int LANGUAGE sql SET search_path TO '' AS $$ SELECT 1 $$;
