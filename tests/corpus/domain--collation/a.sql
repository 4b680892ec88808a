CREATE DOMAIN public.code AS text COLLATE "C";
