CREATE FUNCTION public.ok(y text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT y <> '' $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text, CONSTRAINT a_ok CHECK (public.ok(a)));
