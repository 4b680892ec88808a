CREATE TYPE public.address AS (street text, town text);
COMMENT ON COLUMN public.address.town IS 'city';
COMMENT ON TYPE public.address IS 'where';
