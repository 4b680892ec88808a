CREATE TYPE public.box2 AS (a int, b int);
CREATE FUNCTION public.box2_lt(public.box2, public.box2) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1.a < $2.a $$;
CREATE FUNCTION public.box2_le(public.box2, public.box2) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1.a <= $2.a $$;
CREATE FUNCTION public.box2_eq(public.box2, public.box2) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1.a = $2.a $$;
CREATE FUNCTION public.box2_ge(public.box2, public.box2) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1.a >= $2.a $$;
CREATE FUNCTION public.box2_gt(public.box2, public.box2) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1.a > $2.a $$;
CREATE FUNCTION public.box2_cmp(public.box2, public.box2) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT $1.a - $2.a $$;
CREATE OPERATOR public.<# (FUNCTION = public.box2_lt, LEFTARG = public.box2, RIGHTARG = public.box2, COMMUTATOR = OPERATOR(public.>#), NEGATOR = OPERATOR(public.>=#));
CREATE OPERATOR public.<=# (FUNCTION = public.box2_le, LEFTARG = public.box2, RIGHTARG = public.box2, COMMUTATOR = OPERATOR(public.>=#), NEGATOR = OPERATOR(public.>#));
CREATE OPERATOR public.=# (FUNCTION = public.box2_eq, LEFTARG = public.box2, RIGHTARG = public.box2, COMMUTATOR = OPERATOR(public.=#), MERGES);
CREATE OPERATOR public.>=# (FUNCTION = public.box2_ge, LEFTARG = public.box2, RIGHTARG = public.box2, COMMUTATOR = OPERATOR(public.<=#), NEGATOR = OPERATOR(public.<#));
CREATE OPERATOR public.># (FUNCTION = public.box2_gt, LEFTARG = public.box2, RIGHTARG = public.box2, COMMUTATOR = OPERATOR(public.<#), NEGATOR = OPERATOR(public.<=#));
CREATE OPERATOR FAMILY public.box2_family USING btree;
CREATE OPERATOR CLASS public.box2_ops DEFAULT FOR TYPE public.box2 USING btree FAMILY public.box2_family AS
  OPERATOR 1 public.<#, OPERATOR 2 public.<=#, OPERATOR 3 public.=#, OPERATOR 4 public.>=#, OPERATOR 5 public.>#, FUNCTION 1 public.box2_cmp(public.box2, public.box2);
CREATE TABLE public.t (b public.box2);
CREATE INDEX t_b ON public.t (b public.box2_ops);
