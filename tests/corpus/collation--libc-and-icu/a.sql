CREATE COLLATION public.plain (LOCALE = 'C');
