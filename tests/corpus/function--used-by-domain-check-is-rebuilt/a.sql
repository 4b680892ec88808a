CREATE FUNCTION public.ok(x text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT x <> '' $$;
CREATE DOMAIN public.word AS text CONSTRAINT filled CHECK (public.ok(VALUE));
CREATE TABLE public.t (id int PRIMARY KEY, a public.word);
