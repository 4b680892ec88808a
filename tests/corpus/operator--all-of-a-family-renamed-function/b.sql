CREATE TYPE public.n AS (x int);
CREATE FUNCTION public.n_eq(a public.n, b public.n) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT a.x = b.x $$;
CREATE FUNCTION public.n_unequal(public.n, public.n) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1.x <> $2.x $$;
CREATE OPERATOR public.=== (FUNCTION = public.n_eq, LEFTARG = public.n, RIGHTARG = public.n, COMMUTATOR = OPERATOR(public.===), NEGATOR = OPERATOR(public.<<>>), HASHES, MERGES);
CREATE OPERATOR public.<<>> (FUNCTION = public.n_unequal, LEFTARG = public.n, RIGHTARG = public.n, COMMUTATOR = OPERATOR(public.<<>>), NEGATOR = OPERATOR(public.===));
CREATE VIEW public.v AS SELECT ROW(1)::public.n OPERATOR(public.<<>>) ROW(2)::public.n AS yes;
