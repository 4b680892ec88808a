CREATE AGGREGATE public.total(int) (SFUNC = pg_catalog.int4pl, STYPE = int, INITCOND = '0');
