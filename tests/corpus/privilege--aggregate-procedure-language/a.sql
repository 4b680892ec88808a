CREATE AGGREGATE public.agg(int) (SFUNC = int4pl, STYPE = int);
CREATE PROCEDURE public.p(a int) LANGUAGE sql AS 'SELECT 1';
