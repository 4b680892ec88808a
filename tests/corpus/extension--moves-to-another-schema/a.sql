CREATE SCHEMA ext;
CREATE EXTENSION hstore;
CREATE TABLE public.t (id int PRIMARY KEY, h hstore);
CREATE VIEW public.v AS SELECT id, h -> 'a' AS a FROM public.t;
