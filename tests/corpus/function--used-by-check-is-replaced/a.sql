CREATE FUNCTION public.ok(x text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT x <> '' $$;
CREATE TABLE public.t (id int PRIMARY KEY, a text, CONSTRAINT a_ok CHECK (public.ok(a)));
