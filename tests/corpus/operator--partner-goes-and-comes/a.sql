CREATE FUNCTION public.lt(int, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE FUNCTION public.gt(text, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE OPERATOR public.<<<< (FUNCTION = public.lt, LEFTARG = int, RIGHTARG = text);
CREATE VIEW public.v AS SELECT 1 OPERATOR(public.<<<<) 'x'::text AS yes;
