CREATE TYPE public.address AS (street text, town text);
COMMENT ON COLUMN public.address.street IS 'the ''street''';
COMMENT ON TYPE public.address IS 'where to';
