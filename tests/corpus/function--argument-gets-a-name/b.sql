CREATE FUNCTION public.f(a int, b text) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
