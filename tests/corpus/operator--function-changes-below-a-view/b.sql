CREATE FUNCTION public.same(int, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE FUNCTION public.other(int, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE OPERATOR public.=== (FUNCTION = public.other, LEFTARG = int, RIGHTARG = text);
CREATE VIEW public.v AS SELECT 1 OPERATOR(public.===) 'x'::text AS yes;
