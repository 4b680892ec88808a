CREATE SCHEMA "my schema";
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql SET search_path TO "my schema", "$user", pg_temp SET "app.mode" TO 'it''s, a list' AS $$ SELECT 1 $$;
CREATE FUNCTION public.g() RETURNS int LANGUAGE sql SET timezone TO 'Europe/Berlin' SET datestyle TO 'ISO, DMY' AS $$ SELECT 1 $$;
