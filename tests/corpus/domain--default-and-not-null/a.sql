CREATE DOMAIN public.email AS text DEFAULT 'x@y';
