CREATE SCHEMA lib;
CREATE FUNCTION lib.good(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT t <> '' $$;
CREATE DOMAIN public.good_text AS text CHECK (lib.good(VALUE));
