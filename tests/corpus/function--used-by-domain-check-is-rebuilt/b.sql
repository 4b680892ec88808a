CREATE FUNCTION public.ok(y text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT y <> '' $$;
CREATE DOMAIN public.word AS text CONSTRAINT filled CHECK (public.ok(VALUE));
CREATE TABLE public.t (id int PRIMARY KEY, a public.word);
