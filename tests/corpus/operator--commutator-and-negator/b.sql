CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE FUNCTION public.same(public.mood, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE FUNCTION public.same(int, public.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE FUNCTION public.differs(public.mood, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT false $$;
CREATE OPERATOR public.=== (FUNCTION = public.same, LEFTARG = public.mood, RIGHTARG = int, COMMUTATOR = OPERATOR(public.===), NEGATOR = OPERATOR(public.!==), RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES);
CREATE OPERATOR public.=== (FUNCTION = public.same, LEFTARG = int, RIGHTARG = public.mood, COMMUTATOR = OPERATOR(public.===), HASHES);
CREATE OPERATOR public.!== (FUNCTION = public.differs, LEFTARG = public.mood, RIGHTARG = int, NEGATOR = OPERATOR(public.===));
COMMENT ON OPERATOR public.=== (public.mood, int) IS 'same';
ALTER OPERATOR public.!== (public.mood, int) OWNER TO corpus_owner;
