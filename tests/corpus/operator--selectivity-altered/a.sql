CREATE FUNCTION public.same(int, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE OPERATOR public.=== (FUNCTION = public.same, LEFTARG = int, RIGHTARG = text, RESTRICT = pg_catalog.eqsel);
CREATE VIEW public.v AS SELECT 1 OPERATOR(public.===) 'x'::text AS yes;
