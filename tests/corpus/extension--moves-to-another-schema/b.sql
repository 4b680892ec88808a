CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
CREATE TABLE public.t (id int PRIMARY KEY, h ext.hstore);
CREATE VIEW public.v AS SELECT id, h OPERATOR(ext.->) 'a' AS a FROM public.t;
