CREATE DOMAIN public.email AS text;
ALTER DOMAIN public.email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;
