CREATE TABLE public.t (id int PRIMARY KEY, a text);
CREATE SCHEMA app;
CREATE VIEW app.v AS SELECT id, a FROM public.t;
CREATE FUNCTION app.f(x int) RETURNS int LANGUAGE sql AS $$ SELECT x $$;
CREATE MATERIALIZED VIEW app.m AS SELECT app.f(id) AS n FROM app.v;
CREATE AGGREGATE app.total(int) (SFUNC = pg_catalog.int4pl, STYPE = int);
CREATE OPERATOR app.+*& (FUNCTION = pg_catalog.int4pl, LEFTARG = int, RIGHTARG = int);
