CREATE DOMAIN public.email AS text DEFAULT lower('A@B') NOT NULL;
