CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE FUNCTION public.same(public.mood, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE FUNCTION public.same(int, public.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE FUNCTION public.differs(public.mood, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
