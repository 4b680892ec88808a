CREATE SCHEMA ext;
CREATE EXTENSION pgcrypto SCHEMA ext;
CREATE FUNCTION public.digest(text, text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT ext.digest($1, $2) $$;
CREATE FUNCTION ext.ours() RETURNS uuid LANGUAGE sql AS $$ SELECT ext.gen_random_uuid() $$;
CREATE TABLE public.t (id uuid DEFAULT ext.ours(), h bytea DEFAULT public.digest('a', 'md5'));
