CREATE AGGREGATE public.least_of(int) (SFUNC = pg_catalog.int4smaller, STYPE = int, SORTOP = OPERATOR(pg_catalog.<));
