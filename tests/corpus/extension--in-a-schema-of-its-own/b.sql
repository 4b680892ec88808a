CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE EXTENSION pgcrypto SCHEMA ext;
CREATE TABLE public.t (id int PRIMARY KEY, mail ext.citext UNIQUE, h bytea DEFAULT ext.digest('x', 'sha256'));
CREATE VIEW public.v AS SELECT id FROM public.t WHERE mail = 'A'::ext.citext;
CREATE FUNCTION public.f(m ext.citext) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
